/** What a set of TypeScript files uses beside itself: the modules it imports and the globals it names. */
import path from 'node:path';
import ts from 'typescript';

export interface Uses {
  /** Files outside the given ones and packages, by the way they are imported: `../x.ts`, `types of ../x.ts`. */
  readonly modules: readonly string[];
  /** Values of the language that are named, with the member that is used: `Date.now`, `JSON`. */
  readonly globals: readonly string[];
  /** What does not compile where there is nothing but ECMAScript: every name of page, network, storage or Node. */
  readonly errors: readonly string[];
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

const disk = ts.createCompilerHost(options, true);
const parsedFiles = new Map<string, ts.SourceFile | undefined>();

/** A file of the disk, parsed once for all programs. */
function parsed(file: string): ts.SourceFile | undefined {
  if (!parsedFiles.has(file)) parsedFiles.set(file, disk.getSourceFile(file, ts.ScriptTarget.ES2022));
  return parsedFiles.get(file);
}

/** @param sources texts by absolute path; a file that is not among them is read from the disk */
export function usesOf(files: readonly string[], sources: ReadonlyMap<string, string> = new Map()): Uses {
  const host = ts.createCompilerHost(options, true);
  host.fileExists = (file) => sources.has(file) || disk.fileExists(file);
  host.getSourceFile = (file) => {
    const text = sources.get(file);
    return text === undefined ? parsed(file) : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  };
  const program = ts.createProgram({rootNames: files, options, host});
  const own = files.flatMap((file) => program.getSourceFile(file) ?? []);
  return {
    modules: unique(own.flatMap((source) => modulesOf(source, new Set(files), host))),
    globals: unique(own.flatMap((source) => globalsOf(source, program))),
    errors: ts.getPreEmitDiagnostics(program).map(({messageText}) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  };
}

const unique = (names: readonly string[]) => [...new Set(names)].sort();

/** Every node below one. */
function nodesOf(node: ts.Node): ts.Node[] {
  const nodes = [node];
  node.forEachChild((child) => void nodes.push(...nodesOf(child)));
  return nodes;
}

function modulesOf(source: ts.SourceFile, own: ReadonlySet<string>, host: ts.CompilerHost): string[] {
  return nodesOf(source).flatMap((node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return [];
    const {resolvedModule} = ts.resolveModuleName(specifier, source.fileName, options, host);
    const file = resolvedModule?.resolvedFileName;
    if (file !== undefined && own.has(file)) return [];
    const isPackage = file === undefined || !specifier.startsWith('.');
    const name = isPackage ? specifier : path.relative(path.dirname(source.fileName), file);
    return [isTypeOnly(node) ? `types of ${name}` : name];
  });
}

/** What an import, an export, an `import()` or an `import('...')` type names. */
function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isDynamic ? (textOf(node.arguments[0]) ?? 'computed') : undefined;
}

const textOf = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : undefined);

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** Identifiers that stand for a value which the language's library declares; a local of the same name is not one. */
function globalsOf(source: ts.SourceFile, program: ts.Program): string[] {
  const checker = program.getTypeChecker();
  return nodesOf(source).flatMap((node) => {
    if (!ts.isIdentifier(node) || ts.isPartOfTypeNode(node)) return [];
    if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return [];
    const symbol = checker.getSymbolAtLocation(node);
    const isGlobal = node.text === 'globalThis' || (symbol?.flags ?? 0) & ts.SymbolFlags.Value;
    const declared = symbol?.declarations ?? [];
    const inLibrary = declared.every((declaration) => program.isSourceFileDefaultLibrary(declaration.getSourceFile()));
    return isGlobal && inLibrary && node.text !== 'undefined' && isReference(node) ? [nameOf(node)] : [];
  });
}

/** Not the name of a property that is declared, written or taken apart. */
const isReference = ({parent}: ts.Identifier): boolean => !declares.some((kind) => kind(parent));
const declares = [ts.isPropertyAssignment, ts.isPropertySignature, ts.isMethodSignature, ts.isBindingElement];

function nameOf(node: ts.Identifier): string {
  const {parent} = node;
  if (ts.isPropertyAccessExpression(parent)) return `${node.text}.${parent.name.text}`;
  if (!ts.isNewExpression(parent) || parent.expression !== node) return node.text;
  return `new ${node.text}(${parent.arguments?.length ? '...' : ''})`;
}
