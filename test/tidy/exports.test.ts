import ts from 'typescript';
import { expect, test } from 'vitest';
import { nodesOf, type Source, sources } from './sources.ts';

/** One name a file offers. */
interface Export {
  name: string;
  declaration: ts.Node;
  is_type: boolean;
}

const lib = sources.filter(({ file }) => file.startsWith('lib/'));

function exportsOf({ tree }: Source): Export[] {
  return tree.statements
    .filter((statement) => ts.canHaveModifiers(statement) && isExported(statement))
    .flatMap((statement) => {
      const is_type = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
      return namesOf(statement).map((name) => ({ name, declaration: statement, is_type }));
    });
}

const isExported = (statement: ts.Statement) =>
  ts.canHaveModifiers(statement) &&
  ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as ts.DeclarationStatement;
  return name === undefined ? [] : [name.getText()];
}

test('everything lib offers says what it is', () => {
  const silent = lib.flatMap((source) =>
    exportsOf(source)
      .filter(({ declaration }) => ts.getJSDocCommentsAndTags(declaration).length === 0)
      .map(({ name }) => `${source.file}: ${name}`),
  );
  expect(silent).toEqual([]);
});

test('everything lib offers is taken by another file; a type may also speak in what its own file offers', () => {
  const taken = new Set(
    sources.flatMap(({ imports }) => imports.flatMap(({ from, names }) => names.map((name) => `${from}: ${name}`))),
  );
  const unused = lib
    .filter(({ file }) => !taken.has(`${file}: *`))
    .flatMap((source) =>
      exportsOf(source)
        .filter(({ name, is_type }) => !(is_type && mentions(source, name) > 1))
        .map(({ name }) => `${source.file}: ${name}`),
    )
    .filter((name) => !taken.has(name));
  expect(unused).toEqual([]);
});

const mentions = (source: Source, name: string) =>
  nodesOf(source).filter((node) => ts.isIdentifier(node) && node.text === name).length;

test('every file of lib is needed by a function or by what runs the stack', () => {
  const byName = new Map(sources.map((source) => [source.file, source]));
  const reached = new Set<string>();
  const visit = ({ file, imports }: Source): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const { from } of imports) {
      const next = byName.get(from);
      if (next !== undefined) visit(next);
    }
  };
  for (const source of sources) if (/^(functions|infra)\//.test(source.file)) visit(source);
  expect(lib.map(({ file }) => file).filter((file) => !reached.has(file))).toEqual([]);
});
