import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

/** How the local Sesame behaves: `slow` never ends its answer, `redirects` sends elsewhere, `laughs` defines entities of entities. */
export type SesameMode =
  | 'ok'
  | 'slow'
  | 'broken'
  | 'other'
  | 'errors'
  | 'huge'
  | 'redirects'
  | 'drops'
  | 'laughs'
  | 'partial';

/** A name resolver of this machine. */
export interface LocalSesame {
  url: string;
  /** Whole request targets, in the order of asking. */
  requests: string[];
  mode(mode: SesameMode): void;
  close(): Promise<void>;
}

/** What it knows: the answers of the service to `-oxpI/SNV`, shortened; coordinates as Simbad and NED have them. */
const KNOWN: Record<string, string> = {
  'Orion-KL': `<Resolver name="Sc=Simbad (CDS, via client/server)"><!-- delay: 3ms [1] -->
     <otype>SFR</otype>
     <jpos>05:35:14.16 -05:22:21.5</jpos>
     <jradeg>83.809000</jradeg>
     <jdedeg>-5.372639</jdedeg>
     <oname>NAME Orion-KL</oname>
     <alias>NAME   KL Nebula</alias>
     <alias>NAME Orion-KL</alias>
     <alias>[GR88] 15 &amp; others</alias>
     <nrefs>2000</nrefs>
  </Resolver>`,
  'IRC+10216': `<Resolver name="S=Simbad">
     <otype>C*</otype>
     <jradeg>146.98919</jradeg>
     <jdedeg>13.27879</jdedeg>
     <oname>V* CW Leo</oname>
     <alias>IRC +10216</alias>
  </Resolver>`,
  'NGC 253': `<Resolver name="S=Simbad"><INFO>*** Nothing found ***</INFO></Resolver>
  <Resolver name="N=NED">
     <otype>G</otype>
     <jradeg>11.888058</jradeg>
     <jdedeg>-25.288220</jdedeg>
     <oname>NGC 0253</oname>
  </Resolver>`,
};

const WRONG = `<Resolver name="S=Simbad"><jradeg>360.5</jradeg><jdedeg>-5</jdedeg></Resolver>
  <Resolver name="V=VizieR"><jradeg>12.5</jradeg><jdedeg></jdedeg></Resolver>`;

/**
 * Starts a Sesame that keeps to the protocol: `GET <url>/-oxpI/SNV?<name>`, the name percent-encoded, several of them
 * separated by `&`; XML in schema 4. https://vizier.cds.unistra.fr/doc/sesame.htx
 */
export async function startSesame(): Promise<LocalSesame> {
  let mode: SesameMode = 'ok';
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const target = request.url ?? '';
    requests.push(target);
    if (mode === 'ok' || mode === 'partial') return properly(target, mode, response);
    misbehave(mode, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('unreachable');
  return {
    url: `http://127.0.0.1:${address.port}/cgi-bin/nph-sesame`,
    requests,
    mode: (wanted) => {
      mode = wanted;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function properly(target: string, mode: 'ok' | 'partial', response: ServerResponse): void {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const targets = query.split('&').map((one) => targetXml(decodeURIComponent(one), mode));
  const is_asked_well = path === '/cgi-bin/nph-sesame/-oxpI/SNV';
  send(response, is_asked_well ? 200 : 404, is_asked_well ? sesame(targets.join('\n')) : 'not found');
}

function targetXml(name: string, mode: 'ok' | 'partial'): string {
  const nothing = '<Resolver name="S=Simbad"><INFO>*** Nothing found ***</INFO></Resolver>';
  const away = '<Resolver name="N=NED"><ERROR>timeout</ERROR></Resolver>';
  const known = name === 'wrong' ? WRONG : (KNOWN[name] ?? (mode === 'partial' ? nothing + away : nothing));
  return `<Target option="SNV">\n  <name>${escaped(name)}</name>\n  <!-- Q1#1 -->\n  ${known}\n</Target>`;
}

const sesame = (targets: string) =>
  `<?xml version="1.0" encoding="UTF-8" ?>
<Sesame xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${targets}
</Sesame>
<!--- ====Done (2026-Nov-21,18:00:00z)==== -->
`;

function misbehave(mode: Exclude<SesameMode, 'ok' | 'partial'>, response: ServerResponse): void {
  if (mode === 'drops') response.socket?.destroy();
  // The head and the beginning of the answer, and then no more.
  if (mode === 'slow') response.writeHead(200, { 'content-type': 'text/plain' }).write('<?xml version="1.0"?><Sesame>');
  if (mode === 'broken') send(response, 200, '<Sesame><Target><Resolver></Target></Sesame>');
  if (mode === 'other') send(response, 200, '<html><body>Down for maintenance</body></html>');
  if (mode === 'errors') send(response, 500, 'the database secret-table is gone');
  if (mode === 'redirects') response.writeHead(302, { location: '/elsewhere?name' }).end();
  if (mode === 'laughs') send(response, 200, laughs());
  if (mode === 'huge') send(response, 200, sesame(`<Target><name>${'x'.repeat(5_000_000)}</name></Target>`));
}

/** Ten times ten times ten, eight times over. */
function laughs(): string {
  const entities = Array.from({ length: 8 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`);
  const resolver = `<Resolver name="S=Simbad"><jradeg>1</jradeg><jdedeg>1</jdedeg><oname>&l8;</oname></Resolver>`;
  return `<?xml version="1.0"?><!DOCTYPE Sesame [<!ENTITY l0 "ha">${entities.join('')}]><Sesame><Target>${resolver}</Target></Sesame>`;
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
