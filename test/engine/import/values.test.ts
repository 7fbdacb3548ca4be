import { describe, expect, it } from 'vitest';
import { readDate } from '#engine/import/values/dates';
import { decimalOf, looksNumeric, numberFormat } from '#engine/import/values/numbers';
import { booleanWords, isNullWord } from '#engine/import/values/words';

describe('a date', () => {
  it.each([
    ['2024-01-05', 'iso', false, false],
    ['2024/1/5 10:30', 'iso', true, false],
    ['2024-01-05T10:30:00.123Z', 'iso-zoned', true, true],
    ['2024-01-05 10:30:00+02:00', 'iso-zoned', true, true],
    ['1/5/2024', '%1/%2/%Y', false, false],
    ['05.01.24', '%1.%2.%y', false, false],
    ['1/5/2024 1:05 PM', '%1/%2/%Y %I:%M %p', true, false],
    ['05-01-2024 13:05:09.5', '%1-%2-%Y %H:%M:%S.%f', true, false],
    ['2024.01.05', '%Y.%m.%d', false, false],
    ['15 Apr, 2021 00:02:00', '%d %b, %Y %H:%M:%S', true, false],
    ['15-APR-21', '%d-%b-%y', false, false],
    ['April 5, 2021', '%B %d, %Y', false, false],
    ['Mon, 5 Apr 2021 10:00:00 +0200', '%a, %d %b %Y %H:%M:%S %z', true, true],
  ])('written %s has the shape %s', (text, shape, hasTime, zoned) => {
    expect(readDate(text)).toEqual({ shape, hasTime, zoned });
  });

  it.each([
    '',
    '12',
    '1.5',
    '2024',
    '2024-01',
    'May be 5',
    'Alpha 5 2021',
    '192.168.1.1',
    '1/2',
    '10:30',
    '1/5/20245',
    'x'.repeat(90),
  ])('is not what %j says', (text) => {
    expect(readDate(text)).toBeNull();
  });

  it('is counted in seconds or milliseconds only where dates are expected', () => {
    expect(readDate('1609459200')).toBeNull();
    expect(readDate('1609459200', true)?.shape).toBe('epoch-s');
    expect(readDate('1609459200000', true)?.shape).toBe('epoch-ms');
  });
});

describe('a number', () => {
  it.each([
    '1',
    '-1.5',
    '1e5',
    '1,234.50',
    '$1,200',
    '1.054,00 €',
    'USD 1,200.00',
    '45%',
    '(20.00)',
    '£ 5',
    '1 234,5',
  ])('may be written %s', (text) => {
    expect(looksNumeric(text)).toBe(true);
  });

  it.each(['', 'abc', '12 apples', '1-2', 'D-1', '--'])('is not written %j', (text) => {
    expect(looksNumeric(text)).toBe(false);
  });

  it('shows its decimal mark by what surrounds it', () => {
    expect(decimalOf(['1,234.50'])).toBe('.');
    expect(decimalOf(['1.234,50'])).toBe(',');
    expect(decimalOf(['12,5'])).toBe(',');
    expect(decimalOf(['1,234,567'])).toBe('.');
    expect(decimalOf(['1.234.567'])).toBe(',');
    expect(decimalOf(['1.054', '2.500'])).toBeNull();
    expect(decimalOf(['0.054'])).toBe('.');
  });

  it('carries the one currency that all values name', () => {
    expect(numberFormat(['5 €', '6 €'], null).currency).toBe('EUR');
    expect(numberFormat(['USD 5', 'USD 6'], null).currency).toBe('USD');
    expect(numberFormat(['5 €', '6 £'], null).currency).toBeNull();
    expect(numberFormat(['$5'], null).currency).toBeNull();
  });
});

describe('words', () => {
  it('of yes and no are sorted, and one other word makes them no booleans', () => {
    expect(booleanWords(['Yes', 'no', 'TRUE', '0'])).toEqual({ yes: ['Yes', 'TRUE'], no: ['no', '0'] });
    expect(booleanWords(['yes', 'maybe'])).toBeNull();
  });

  it.each(['-', 'N/A', 'NULL', '\\N', '(blank)', ' None '])('such as %j mean empty', (word) => {
    expect(isNullWord(word)).toBe(true);
  });

  it('that are names are not empty', () => {
    expect(isNullWord('Nadia')).toBe(false);
  });
});
