import { fileURLToPath } from 'node:url';
import { deploy } from './deploy.ts';

// npm run deploy: compares, deploys, rolls back and verifies the functions of one site (docs/deploy-functions.md).

process.exitCode = await deploy(process.argv.slice(2), {
  dist: fileURLToPath(new URL('../../dist', import.meta.url)),
  sites: fileURLToPath(new URL('../sites', import.meta.url)),
  environment: process.env,
  say: (line) => console.log(line),
});
