import { readFileSync } from 'node:fs';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import packageFacts from '../../package.json' with { type: 'json' };
import { type Json, operationsOf, ownResponses } from './operations.ts';

const FOLDER = new URL('./typescript/', import.meta.url);
/** The modules written by hand. */
const SOURCES = ['client', 'lists', 'problem'];

const MADE = 'Made by npm run generate; not edited by hand.';
const HEAD = `// ${MADE}
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
`;

/**
 * The generated files of the TypeScript package: its types from the document, what the document says of calls, and in
 * `built` what Node and browsers run. By name, with their text.
 */
export async function typescriptClient(document: Json): Promise<Record<string, string>> {
  const calls = callsModule(document);
  const built = SOURCES.flatMap((name) => {
    const text = readFileSync(new URL(`${name}.ts`, FOLDER), 'utf8');
    return [
      [`built/${name}.js`, HEAD + script(text)],
      [`built/${name}.d.ts`, HEAD + declarations(text)],
    ];
  });
  return {
    'package.json': packageFile(document),
    'schema.d.ts': HEAD + (await schemaTypes(document)),
    'calls.ts': HEAD + calls,
    'built/calls.js': HEAD + script(calls),
    ...Object.fromEntries(built),
  };
}

function packageFile(document: Json): string {
  const { version } = document.info as { version: string };
  const facts = {
    name: 'ops-db-client',
    version,
    description: `Typed client of the observatory operations database. ${MADE}`,
    private: true,
    type: 'module',
    license: packageFacts.license,
    exports: { '.': { types: './built/client.d.ts', default: './built/client.js' } },
    dependencies: { 'openapi-fetch': packageFacts.devDependencies['openapi-fetch'] },
  };
  return `${JSON.stringify(facts, undefined, 2)}\n`;
}

/** The types of a document without its problems, which the client throws. */
async function schemaTypes(document: Json): Promise<string> {
  const { paths, components, ...rest } = document as { paths: Record<string, Record<string, Json>>; components: Json };
  const own = Object.entries(paths).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([method, operation]) => [
      method,
      { ...operation, responses: ownResponses(document, operation) },
    ]);
    return [path, Object.fromEntries(operations)];
  });
  const { responses: _, ...shared } = components;
  const described = { ...rest, paths: Object.fromEntries(own), components: shared };
  const nodes = await openapiTS(described as unknown as OpenAPI3, { defaultNonNullable: false });
  return astToString(nodes);
}

function callsModule(document: Json): string {
  const calls = operationsOf(document).map((operation) => ({
    ...operation,
    call: `${operation.method} ${operation.path}`,
  }));
  const once = calls.filter(({ is_sent_once }) => is_sent_once).map(({ call }) => call);
  const answers = calls.filter((one) => one.answers.length > 0).map((one) => [one.call, one.answers]);
  const waits = calls.filter(({ waits_s }) => waits_s > 0).map(({ call, waits_s }) => [call, waits_s]);
  const json = (value: unknown) => JSON.stringify(value, undefined, 2);
  return `/** Calls that change something and take no key. */
export const SENT_ONCE: readonly string[] = ${json(once)};

/** Statuses beyond 2xx that are answers. */
export const ANSWERS: Readonly<Record<string, readonly number[]>> = ${json(Object.fromEntries(answers))};

/** How long a call may make the site wait before it answers. [s] */
export const WAITS_S: Readonly<Record<string, number>> = ${json(Object.fromEntries(waits))};
`;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
  isolatedDeclarations: true,
  declaration: true,
  strict: true,
};

const script = (text: string) => ts.transpileModule(text, { compilerOptions: OPTIONS }).outputText;

/** Throws a SyntaxError for an export that does not say its type. */
function declarations(text: string): string {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, { compilerOptions: OPTIONS });
  const [first] = diagnostics;
  if (first !== undefined) throw new SyntaxError(ts.flattenDiagnosticMessageText(first.messageText, ' '));
  return outputText.replaceAll("'./schema.d.ts'", "'../schema.d.ts'").replaceAll(/'(\.\/\w+)\.ts'/g, "'$1.js'");
}
