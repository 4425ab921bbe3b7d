import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One file of the project, parsed. */
export interface Source {
  /** From the project's root, with slashes. */
  file: string;
  text: string;
  tree: ts.SourceFile;
  imports: Import[];
}

/** What one file takes from another one or from a package. */
export interface Import {
  /** A file of the project, or the name of a package. */
  from: string;
  /** The names taken; `*` for all of them. */
  names: string[];
  /** Erased before anything runs. */
  type_only: boolean;
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every source file there is, parsed once. */
export const sources: readonly Source[] = ['functions', 'lib', 'infra', 'test', 'bench'].flatMap((folder) =>
  filesIn(folder).map(parse),
);

/** Every node of a file, from the top. */
export function nodesOf({ tree }: Source): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return nodes;
}

/** Where a node is, for messages. */
export function place({ file, tree }: Source, node: ts.Node): string {
  return `${file}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;
}

function filesIn(folder: string): string[] {
  try {
    return (
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        // Declarations alone are made by a compiler.
        .filter((file) => /(?<!\.d)\.(ts|mjs|cjs)$/.test(file))
        .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
        .sort()
    );
  } catch {
    return []; // a folder that does not exist yet
  }
}

function parse(file: string): Source {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const source: Source = { file, text, tree, imports: [] };
  source.imports = nodesOf(source).flatMap((node) => importOf(file, node) ?? []);
  return source;
}

/** An import or export declaration, or a call with a path such as `import('./x.ts')` or `require('./x.ts')`. */
function importOf(file: string, node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    const bindings = clause?.namedBindings;
    const elements = bindings !== undefined && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
    const names = elements.map((element) => (element.propertyName ?? element.name).text);
    if (bindings !== undefined && ts.isNamespaceImport(bindings)) names.push('*');
    if (clause?.name !== undefined) names.push('default');
    const erased = elements.length > 0 && clause?.name === undefined && elements.every((element) => element.isTypeOnly);
    return { ...target(file, node.moduleSpecifier), names, type_only: clause?.isTypeOnly === true || erased };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
    return { ...target(file, node.moduleSpecifier), names: ['*'], type_only: node.isTypeOnly };
  if (!ts.isCallExpression(node)) return undefined;
  const [first] = node.arguments;
  if (
    first === undefined ||
    !ts.isStringLiteral(first) ||
    !/^(import|require|tsImport)$/.test(node.expression.getText())
  )
    return undefined;
  return { ...target(file, first), names: ['*'], type_only: false };
}

function target(file: string, specifier: ts.Expression): { from: string } {
  const text = ts.isStringLiteral(specifier) ? specifier.text : '';
  if (text.startsWith('.')) return { from: path.posix.join(path.posix.dirname(file), text) };
  return { from: text.startsWith('node:') ? text : text.split('/', text.startsWith('@') ? 2 : 1).join('/') };
}
