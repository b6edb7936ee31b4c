// One city from its first start to a full day of work, in English on PostgreSQL.

import { oneCity } from './one-city.mjs';

oneCity('en', 'postgres');
