import pg from 'pg';

// For shell scripts: exit code 0 when TEST_DATABASE_URL names a PostgreSQL that lets us create databases.
const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL, connectionTimeoutMillis: 5_000 });
try {
  await client.connect();
  const { rows } = await client.query(
    'select rolcreatedb or rolsuper as allowed from pg_roles where rolname = current_user',
  );
  process.exitCode = rows[0]?.allowed ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await client.end().catch(() => undefined);
}
