// One city from its first start to a full day of work, in Bulgarian on SQLite.

import { oneCity } from './one-city.mjs';

oneCity('bg', 'sqlite');
