import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type IFlattenedRuleSet } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../contract/temp-folder';

const folders = ['src-main', 'src-renderer', 'src-shared', 'fixtures'];
const rules: IFlattenedRuleSet & { options: ICruiseOptions } = createRequire(import.meta.url)('./layers.cjs');

/** The broken rules in a tree, each as `rule: file`. */
async function broken(baseDir: string, under = folders): Promise<string[]> {
  const { forbidden = [] } = rules;
  const { enhancedResolveOptions = {}, ...options } = rules.options;
  const { output } = await cruise(
    under,
    { ...options, ruleSet: { forbidden }, baseDir, validate: true },
    {
      ...enhancedResolveOptions,
    },
  );
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from}`);
}

/** A tree with one file for each entry, written into a folder of its own. */
function plant(files: Record<string, string>): string {
  const root = tempFolder();
  writeFileSync(join(root, 'package.json'), '{"name":"planted","type":"module"}');
  writeFileSync(
    join(root, 'tsconfig.json'),
    '{"compilerOptions":{"moduleResolution":"bundler","module":"esnext"}}',
  );
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

describe('the import table', () => {
  it('holds for every file', async () => {
    expect(await broken(process.cwd())).toEqual([]);
  });

  it.each([
    ['src-main/engine/stats/a.ts', '../query/b', 'src-main/engine/query/b.ts', 'layer src-main/engine/stats'],
    [
      'src-main/engine/metrics/a.ts',
      '../import/b',
      'src-main/engine/import/b.ts',
      'layer src-main/engine/metrics',
    ],
    ['src-main/engine/api/a.ts', '../../hosts/web/b', 'src-main/hosts/web/b.ts', 'layer src-main/engine/api'],
    [
      'src-main/hosts/electron/a.ts',
      '../../engine/api/b',
      'src-main/engine/api/b.ts',
      'layer src-main/hosts/electron',
    ],
    [
      'src-main/hosts/web/a.ts',
      '../../engine/query/b',
      'src-main/engine/query/b.ts',
      'layer src-main/hosts/web',
    ],
    ['src-main/hosts/preload/a.ts', '../../rpc/b', 'src-main/rpc/b.ts', 'layer src-main/hosts/preload'],
    ['src-renderer/pages/a.ts', '../../src-main/rpc/b', 'src-main/rpc/b.ts', 'layer src-renderer/pages'],
    ['src-renderer/charts/a.ts', '../pages/b', 'src-renderer/pages/b.ts', 'layer src-renderer/charts'],
    [
      'src-renderer/components/a.ts',
      '../pages/b',
      'src-renderer/pages/b.ts',
      'layer src-renderer/components',
    ],
    ['src-shared/model/a.ts', '../contract/b', 'src-shared/contract/b.ts', 'layer src-shared/model'],
  ])('refuses that %s imports %s', async (from, specifier, to, rule) => {
    const root = plant({
      [from]: `import { b } from '${specifier}';\nexport const a = b;`,
      [to]: 'export const b = 1;',
    });
    const under = [...new Set([from, to].map((path) => path.split('/')[0] ?? ''))];
    expect(await broken(root, under)).toEqual([`${rule}: ${from}`]);
  });

  it('refuses built-in modules where they do not belong', async () => {
    const root = plant({
      'src-main/engine/api/a.ts': "import 'node:http';",
      'src-main/engine/stats/b.ts': "import 'node:fs';",
      'src-renderer/pages/c.ts': "import 'node:path';",
      'src-main/engine/import/d.ts': "import 'node:fs';",
    });
    expect((await broken(root, ['src-main', 'src-renderer'])).sort()).toEqual([
      'no Node in the page: src-renderer/pages/c.ts',
      'place ^(node:)?https?$|^(node:)?http2$: src-main/engine/api/a.ts',
      'statistics are pure: src-main/engine/stats/b.ts',
    ]);
  });

  it('asks for a row when a folder is new', async () => {
    const root = plant({
      'src-main/helpers/a.ts': "import './b';",
      'src-main/helpers/b.ts': 'export const b = 1;',
    });
    expect(await broken(root, ['src-main'])).toContain('every folder has a row: src-main/helpers/a.ts');
  });

  it('says where to read more', () => {
    for (const rule of rules.forbidden ?? []) {
      if (rule.name !== 'resolvable') expect(rule.comment, rule.name).toContain('ARCHITECTURE.md');
    }
  });
});
