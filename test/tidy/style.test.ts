import ts from 'typescript';
import { expect, test } from 'vitest';
import { nodesOf, place, type Source, sources } from './sources.ts';

/** What one screen and one head hold. */
const FILE_LINES = 250;
const FUNCTION_LINES = 70;

/** Places of the nodes of which something is true. */
const placesOf = (among: readonly Source[], isWrong: (node: ts.Node) => boolean) =>
  among.flatMap((source) =>
    nodesOf(source)
      .filter(isWrong)
      .map((node) => place(source, node)),
  );

const written = sources.filter(({ file }) => file.endsWith('.ts'));
const deployed = written.filter(({ file }) => !file.startsWith('test/'));
const tests = written.filter(({ file }) => file.endsWith('.test.ts'));

test(`no file is longer than ${FILE_LINES} lines`, () => {
  const lengths = written.map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }));
  expect(lengths.filter(({ lines }) => lines > FILE_LINES)).toEqual([]);
});

test(`no function is longer than ${FUNCTION_LINES} lines`, () => {
  const isLong = (node: ts.Node) => {
    if (!ts.isFunctionLike(node) || isGroup(node.parent)) return false;
    const tree = node.getSourceFile();
    const [first, last] = [node.getStart(tree), node.end].map((at) => tree.getLineAndCharacterOfPosition(at).line);
    return (last ?? 0) - (first ?? 0) + 1 > FUNCTION_LINES;
  };
  expect(placesOf(written, isLong)).toEqual([]);
});

/** A group of tests is a chapter, not a function. */
function isGroup(node: ts.Node): boolean {
  return ts.isCallExpression(node) && /^describe\b/.test(node.expression.getText());
}

test('no any, no !, no enum', () => {
  expect(placesOf(deployed, (node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  expect(placesOf(written, (node) => ts.isNonNullExpression(node) || ts.isEnumDeclaration(node))).toEqual([]);
});

test('no barrels, no utils, no managers', () => {
  const isBarrel = (node: ts.Node) =>
    ts.isExportDeclaration(node) && /^'\./.test(node.moduleSpecifier?.getText() ?? '');
  expect(placesOf(written, isBarrel)).toEqual([]);
  const isManager = (node: ts.Node) => ts.isClassDeclaration(node) && /Manager|Helper|Util/.test(node.name?.text ?? '');
  expect(placesOf(written, isManager)).toEqual([]);
  const vague = /(^|[/-])(index|utils?|helpers?|common|misc|manager)(\.test)?\.ts$/;
  expect(written.map(({ file }) => file).filter((file) => vague.test(file))).toEqual([]);
});

// Node 20 collects such signals as garbage while somebody waits for them; they then never fire.
test('no signal follows other signals', () => {
  const isFollowing = (node: ts.Node) => ts.isCallExpression(node) && node.expression.getText() === 'AbortSignal.any';
  expect(placesOf(written, isFollowing)).toEqual([]);
});

test('nothing is left for later in a comment', () => {
  expect(sources.filter(({ text }) => /\b(TO[D]O|FIX[M]E|X[X]X)\b/.test(text)).map(({ file }) => file)).toEqual([]);
});

// A module is loaded once for all files of a worker: hooks beside its first file's would not run again for the next.
test('what tests share sets nothing up by being loaded', () => {
  const shared = written.filter(({ file }) => file.startsWith('test/') && !file.endsWith('.test.ts'));
  const isHook = (node: ts.Node) =>
    ts.isCallExpression(node) &&
    /^(before|after)(All|Each)$/.test(node.expression.getText()) &&
    ts.isSourceFile(node.parent.parent);
  expect(placesOf(shared, isHook)).toEqual([]);
});

test('no test is left out, none runs alone', () => {
  const isLeftOut = (node: ts.Node) =>
    ts.isPropertyAccessExpression(node) &&
    /^(skip|only|todo|fails)$/.test(node.name.text) &&
    /^(test|it|describe)\b/.test(node.expression.getText());
  expect(placesOf(tests, isLeftOut)).toEqual([]);
});
