import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What `import()` takes from any place: URLs and names of packages as they are, paths as URLs. */
export function moduleUrls(modules: readonly (string | URL)[]): string[] {
  return modules.map((module) => {
    if (module instanceof URL) return module.href;
    const isPath = path.isAbsolute(module) || /^\.{1,2}(?:\/|\\|$)/.test(module);
    return isPath ? pathToFileURL(module).href : module;
  });
}
