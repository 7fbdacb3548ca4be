import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOpening } from '../../src-main/hosts/common/read-opening';
import { weirHome } from '../../src-main/hosts/common/weir-home';
import { readBounds, saveBounds } from '../../src-main/hosts/electron/window-bounds';
import { browserCommand } from '../../src-main/hosts/web/open-browser';
import { tempFolder } from '../contract/temp-folder';

const folder = resolve('/work');

describe('the arguments of a start', () => {
  it.each([
    [[], undefined, []],
    [['a.csv', '/x/b.csv'], undefined, ['a.csv', '/x/b.csv']],
    [['--workspace', 'w.weir', 'a.csv'], 'w.weir', ['a.csv']],
    [['-w', 'w.weir'], 'w.weir', []],
    [['mine.WEIR'], 'mine.WEIR', []],
    [['--no-sandbox', '--original-process-start-time=1', 'a.csv'], undefined, ['a.csv']],
  ])('%j ask for workspace %j and files %j', (args, workspace, files) => {
    expect(readOpening(args, folder)).toEqual({
      workspace: workspace === undefined ? undefined : resolve(folder, workspace),
      files: files.map((file) => resolve(folder, file)),
    });
  });
});

it('the program itself is none of the files', () => {
  const args = ['--inspect=0', '.', 'a.csv'];
  expect(readOpening(args, folder, folder).files).toEqual([resolve(folder, 'a.csv')]);
});

describe("Weir's own folder", () => {
  it.each([
    ['linux', {}, '/home/a/.local/share/weir'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/weir'],
    ['darwin', {}, '/home/a/Library/Application Support/Weir'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Weir'],
    ['linux', { WEIR_HOME: '/elsewhere' }, '/elsewhere'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(weirHome({ platform, env, home: '/home/a' }).replaceAll('\\', '/')).toBe(expected);
  });
});

describe('the bounds of the window', () => {
  const file = join(tempFolder(), 'window.json');
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  const bounds = { x: 100, y: 50, width: 1200, height: 800 };

  it('come back as they were', async () => {
    await saveBounds(file, bounds);
    expect(readBounds(file, [screen])).toEqual(bounds);
  });

  it('are forgotten when no screen shows them any more', async () => {
    await saveBounds(file, { ...bounds, x: 5000 });
    expect(readBounds(file, [screen])).toEqual({});
  });

  it.each(['', '{', '{"x":"a"}', '{"x":1,"y":1,"width":1,"height":1}'])(
    'are forgotten when the file says %j',
    (text) => {
      writeFileSync(file, text);
      expect(readBounds(file, [screen])).toEqual({});
    },
  );
});

describe('the browser', () => {
  it('is opened only where there is a display', () => {
    expect(browserCommand('http://a/', { platform: 'linux', env: {} })).toBeNull();
    expect(browserCommand('http://a/', { platform: 'linux', env: { DISPLAY: ':0' } })).toEqual([
      'xdg-open',
      ['http://a/'],
    ]);
    expect(browserCommand('http://a/', { platform: 'darwin', env: {} })).toEqual(['open', ['http://a/']]);
    expect(browserCommand('http://a/', { platform: 'win32', env: {} })?.[1].at(-1)).toBe('http://a/');
  });
});
