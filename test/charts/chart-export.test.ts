import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { chartSvg } from '../../src-renderer/charts/chart-export';
import { drawings } from './models';
import { context } from './render';

test.each(['query result by name', 'query result over time', 'matrix of losses', 'months by count'])(
  'the saved picture of the %s is XML that any program reads',
  (name) => {
    const { width, draw } = drawings[name]!;
    const texts: string[] = [];
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('text', (text) => texts.push(text.trim()));
    parser.write(chartSvg(draw(context(width)), context(width))).close();
    expect(texts.filter((text) => text !== '').length).toBeGreaterThan(3);
  },
);
