// Preloaded into serverless-offline (node --import), which loads TypeScript handlers through the CommonJS face of tsx's
// API. In tsx 4.23 that face looks for its loader in a folder that does not exist; serverless-offline then falls back to a
// way that loads every handler anew on every invocation, with all its connections. Given the ES face, it loads them once.
import { createRequire } from 'node:module';
import { register } from 'tsx/esm/api';

createRequire(import.meta.url)('tsx/esm/api').register = register;
