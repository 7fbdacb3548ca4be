import { describe, expect, test } from 'vitest';
import { createFormatters } from '../../src-renderer/charts/formatters';

const us = createFormatters('en-US', 'USD');
const de = createFormatters('de-DE', 'EUR');

describe('figures are written', () => {
  test('with separators of the locale', () => {
    expect(us.count(1240500)).toBe('1,240,500');
    expect(de.count(1240500)).toBe('1.240.500');
  });

  test('with a true minus', () => {
    expect(us.number(-2.5)).toBe('−2.5');
    expect(us.points(-0.021)).toBe('−2.1 pp');
    expect(us.points(0.021)).toBe('+2.1 pp');
  });

  test('as money in the currency of the workspace, or plainly without one', () => {
    expect(us.money(10005534)).toBe('$10,005,534');
    expect(us.moneyShort(10005534)).toBe('$10.0M');
    expect(us.moneyShort(1246000)).toBe('$1.25M');
    expect(us.moneyShort(740)).toBe('$740');
    expect(createFormatters('en-US', null).money(1240)).toBe('1,240');
    expect(createFormatters('en-US', 'not a code').money(1240)).toBe('1,240');
  });

  test('as shares and their intervals', () => {
    expect(us.percent(0.631501)).toBe('63%');
    expect(us.percent(0.631501, 1)).toBe('63.2%');
    expect(us.percentRange(0.6199, 0.643)).toBe('62–64%');
    expect(us.percentRange(null, 0.5)).toBe('–');
  });

  test('as days with one digit only where it matters', () => {
    expect(us.days(47.9854)).toBe('48 days');
    expect(us.days(6.5)).toBe('6.5 days');
    expect(us.days(1)).toBe('1 day');
    expect(us.days(0.5)).toBe('0.5 days');
    expect(us.fixed(69)).toBe('69.0');
  });

  test('as an en dash when they are missing', () => {
    for (const write of [
      us.count,
      us.money,
      us.moneyShort,
      us.percent,
      us.days,
      us.number,
      us.fixed,
      us.compact,
    ]) {
      expect(write(null)).toBe('–');
      expect(write(Number.NaN)).toBe('–');
    }
    expect(us.day(null)).toBe('–');
  });
});

describe('days are written', () => {
  test('without a time zone moving them', () => {
    expect(us.day('2025-01-01')).toBe('Jan 1, 2025');
    expect(us.day('2025-01-01T00:00:00Z')).toBe('Jan 1, 2025');
  });

  test('as months with a short year', () => {
    expect(us.month('2025-01-01')).toBe('Jan ’25');
  });

  test('as ranges with open ends in words', () => {
    expect(us.range('2025-01-01', null)).toBe('from Jan 1, 2025');
    expect(us.range(null, '2025-03-31')).toBe('until Mar 31, 2025');
    expect(us.range(null, null)).toBe('all time');
  });
});
