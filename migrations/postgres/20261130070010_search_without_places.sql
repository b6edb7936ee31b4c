-- The indexes of PostgreSQL know no places, and titles have one of their own: there is nothing to do here.
SELECT 1;
