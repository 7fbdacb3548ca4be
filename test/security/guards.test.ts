import { describe, expect, it } from 'vitest';
import {
  allowedOrigins,
  isAllowedExternal,
  isAllowedNavigation,
  isAllowedPermission,
  isAllowedRequest,
  isAllowedSender,
} from '../../src-main/hosts/electron/guards';

const origins = allowedOrigins(undefined);
const hostile = [
  'https://evil.example/',
  'http://127.0.0.1:4733/',
  'file:///etc/passwd',
  'app://weir.evil/',
  'app://evil/',
  'app:weir',
  'app2://weir/',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:app://weir/1',
  'about:blank',
  'chrome://settings',
  'view-source:app://weir/',
  '',
  'nonsense',
];

describe('a window of the desktop app', () => {
  it.each(hostile)('does not navigate to "%s"', (address) => {
    expect(isAllowedNavigation(address, origins)).toBe(false);
  });

  it('stays on its own pages', () => {
    expect(isAllowedNavigation('app://weir/#/funnel', origins)).toBe(true);
  });

  it('may come from the development server only while developing', () => {
    const developing = allowedOrigins('http://localhost:5173/');
    expect(isAllowedNavigation('http://localhost:5173/', developing)).toBe(true);
    expect(isAllowedNavigation('http://localhost:5174/', developing)).toBe(false);
    expect(isAllowedNavigation('http://localhost:5173/', origins)).toBe(false);
  });

  it.each([
    'http://example.com/',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id',
    'mailto:a@example.com',
    'javascript:alert(1)',
    'https://user:password@example.com/',
    `https://example.com/${'x'.repeat(3000)}`,
    'C:\\Windows\\System32\\calc.exe',
    '//example.com',
    '',
    null,
    undefined,
    {},
    ['https://example.com/'],
  ])('does not hand %j to another program', (address) => {
    expect(isAllowedExternal(address)).toBe(false);
  });

  it('hands https pages to the browser', () => {
    expect(isAllowedExternal('https://example.com/docs?a=b#c')).toBe(true);
  });

  it('may write sanitized text to the clipboard and nothing else', () => {
    const asked = ['clipboard-sanitized-write', 'clipboard-read', 'media', 'geolocation', 'notifications'];
    const more = [
      'midi',
      'usb',
      'hid',
      'serial',
      'openExternal',
      'fileSystem',
      'display-capture',
      'unknown',
      '',
    ];
    expect([...asked, ...more].filter(isAllowedPermission)).toEqual(['clipboard-sanitized-write']);
  });

  it.each([
    'https://evil.example/x.js',
    'http://localhost/',
    'wss://evil.example/',
    'file:///etc/passwd',
    'ftp://a/',
    'app://evil/',
    '',
  ])('loads nothing from "%s"', (address) => {
    expect(isAllowedRequest(address, origins)).toBe(false);
  });

  it('loads its own files, and the reload socket while developing', () => {
    expect(isAllowedRequest('app://weir/assets/main.js', origins)).toBe(true);
    expect(isAllowedRequest('ws://localhost:5173/', allowedOrigins('http://localhost:5173'))).toBe(true);
    expect(isAllowedRequest('ws://localhost:5173/', origins)).toBe(false);
  });

  it('is heard only from the top frame of its own page', () => {
    const own = { url: 'app://weir/#/data', parent: null };
    expect(isAllowedSender(own, origins)).toBe(true);
    expect(isAllowedSender({ ...own, parent: own }, origins)).toBe(false);
    expect(isAllowedSender(null, origins)).toBe(false);
    for (const url of hostile) expect(isAllowedSender({ url, parent: null }, origins), url).toBe(false);
  });
});
