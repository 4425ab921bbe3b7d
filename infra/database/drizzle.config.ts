import { defineConfig } from 'drizzle-kit';

/** How `drizzle-kit generate` turns the declared tables into migrations. It needs no database. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './infra/database/schema.cjs',
  out: './infra/migrations',
});
