import { join } from 'node:path';
import ts from 'typescript';
import { ENTRIES, ROOT, sourceOf, specifierOf } from './repository.js';

/** One public name. */
export interface ExportedName {
  readonly name: string;
  readonly isType: boolean;
}

/** The public names of every entry point, by specifier, as the compiler sees them. */
export function exportedNames(): Map<string, readonly ExportedName[]> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const program = ts.createProgram(
    ENTRIES.map((entry) => join(ROOT, sourceOf(entry))),
    options,
  );
  const checker = program.getTypeChecker();
  return new Map(
    ENTRIES.map((entry) => {
      const file = program.getSourceFile(join(ROOT, sourceOf(entry)));
      const module = file && checker.getSymbolAtLocation(file);
      const names = module === undefined ? [] : checker.getExportsOfModule(module);
      return [specifierOf(entry), names.map((symbol) => describe(symbol, checker)).sort(byName)];
    }),
  );
}

function describe(symbol: ts.Symbol, checker: ts.TypeChecker): ExportedName {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return { name: symbol.name, isType: (target.flags & ts.SymbolFlags.Value) === 0 };
}

function byName(a: ExportedName, b: ExportedName): number {
  return a.name < b.name ? -1 : 1;
}
