import { createHash } from 'node:crypto';
import viewer from 'swagger-ui-dist/package.json' with { type: 'json' };
import * as z from 'zod';
import { endpoint } from '../../lib/http/endpoint.ts';

/**
 * Loads the viewer and the description of this very site, wherever the page is: with a slash at its end or without, behind
 * any prefix. The viewer keeps a token in memory only and is told of no server but this one.
 */
const START = `
const page = location.pathname.replace(/\\/+$/, '');
const site = page.slice(0, page.lastIndexOf('/'));
const asset = (name) => page + '/${viewer.version}/' + name;
const failed = (what) => { document.querySelector('#docs').textContent = what + ' cannot be loaded.'; };
const style = { rel: 'stylesheet', href: asset('swagger-ui.css') };
const script = { src: asset('swagger-ui-bundle.js'), onload: start, onerror: () => failed('The viewer') };
document.head.append(Object.assign(document.createElement('link'), style));
document.head.append(Object.assign(document.createElement('script'), script));
async function start() {
  const answer = await fetch(site + '/openapi.json').catch(() => undefined);
  if (!answer?.ok) return failed('The description of the API');
  const spec = { ...(await answer.json()), servers: [{ url: location.origin + site }] };
  const quiet = { validatorUrl: null, persistAuthorization: false };
  const look = { deepLinking: true, docExpansion: 'none', filter: true, showExtensions: true, defaultModelsExpandDepth: -1 };
  SwaggerUIBundle({ spec, dom_id: '#docs', ...quiet, ...look });
}
`;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Operations database: the API</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="docs"><noscript>This page needs JavaScript; the same is in /openapi.json.</noscript></div>
<script>${START}</script>
</body>
</html>
`;

/** Nothing but this site, and of inline scripts the one above. The viewer sets styles of its own. */
const POLICY = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${createHash('sha256').update(START).digest('base64')}'`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/docs',
  tag: 'site',
  summary: 'The description of this API, to read and to try',
  doc: 'Public. A page for browsers: every endpoint of this site, which can be called from it with a token of your own.',
  permission: 'public',
  answers: { 200: { doc: 'The page.', media: 'text/html', body: z.string() } },
  run: async () => ({
    content: { type: 'text/html; charset=utf-8', bytes: PAGE },
    headers: { 'content-security-policy': POLICY },
  }),
});
