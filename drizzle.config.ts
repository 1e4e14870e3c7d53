import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './app/store/schema.ts',
  out: './app/store/migrations',
})
