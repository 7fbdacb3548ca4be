import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { detectDialect } from '#engine/import/dialect';
import { headerNames } from '#engine/import/header';
import { dirty } from './support/staged';

describe('the dialect of a file', () => {
  it.each([',', ';', '\t', '|'])('finds the delimiter %j among cells that hold the others', (delimiter) => {
    const others = [',', ';', '|'].filter((char) => char !== delimiter).join('');
    const cell = `"a${others}b"`;
    const text = ['id', 'name', 'stage']
      .join(delimiter)
      .concat('\n', `1${delimiter}${cell}${delimiter}Demo\n`.repeat(5));
    const dialect = detectDialect(text);
    expect(dialect.delimiter).toBe(delimiter);
    expect(dialect.headers).toEqual(['id', 'name', 'stage']);
    expect(dialect.sample[0]).toEqual(['1', `a${others}b`, 'Demo']);
  });

  it('takes single quotes for quotes only where they enclose cells', () => {
    expect(detectDialect("'id','name'\n'1','a,b'\n'2','c'\n").quote).toBe("'");
    expect(detectDialect("id,name\n1,O'Hara\n2,D'Arcy's\n").quote).toBe('"');
  });

  it('tells a backslash that escapes quotes from one that is text', () => {
    expect(detectDialect('id,note\n1,"say \\"hi\\" to"\n2,"x"\n').escape).toBe('\\');
    expect(detectDialect('id,path\n1,"C:\\dir\\"\n2,"say ""hi"" to"\n').escape).toBe('"');
  });

  it('reads line ends outside quotes only', () => {
    expect(detectDialect('id,note\r\n1,"a\nb\nc\nd"\r\n').newline).toBe('\r\n');
    expect(detectDialect('id,note\n1,"a\r\nb\r\nc"\n').newline).toBe('\n');
  });

  it('skips notes above the header and counts its line', async () => {
    const dialect = detectDialect(await readFile(dirty('notes-above-header.csv'), 'utf8'));
    expect(dialect).toMatchObject({
      headerLine: 4,
      skip: 4,
      headers: ['Deal ID', 'Deal Name', 'Stage', 'Amount', 'Created Date'],
    });
    expect(dialect.sample).toHaveLength(3);
  });

  it('says that there is no header when the first row is data', () => {
    const dialect = detectDialect('1,2024-01-05,100\n2,2024-01-06,200\n');
    expect(dialect).toMatchObject({ headerLine: 0, skip: 0, headers: ['column_1', 'column_2', 'column_3'] });
  });

  it('takes header line and delimiter from the user', () => {
    const text = 'a;b\nid;stage\n1;x\n';
    expect(detectDialect(text, { headerLine: 2 })).toMatchObject({ headers: ['id', 'stage'], skip: 2 });
    expect(detectDialect(text, { headerLine: 0 })).toMatchObject({
      headers: ['column_1', 'column_2'],
      skip: 0,
    });
    expect(detectDialect(text, { delimiter: ',' }).headers).toEqual(['a;b']);
  });

  it('is no column what follows a delimiter at the end of each line', () => {
    expect(detectDialect('id,stage\n1,x,\n2,y,\n').headers).toEqual(['id', 'stage']);
    expect(detectDialect('id,stage\n1,x,more\n2,y,\n').headers).toEqual(['id', 'stage', 'column_3']);
  });

  it('leaves out the record that the end of the first part cuts', () => {
    const { sample } = detectDialect('id,note\n1,"whole"\n2,"cut he', {}, false);
    expect(sample).toEqual([['1', 'whole']]);
  });
});

describe('names of columns', () => {
  it('are trimmed, on one line, never empty and never twice, case aside', () => {
    expect(headerNames([' id ', 'two\nlines', '', 'x', 'X', 'x', 'x_2'])).toEqual([
      'id',
      'two lines',
      'column_3',
      'x',
      'X_2',
      'x_3',
      'x_2_2',
    ]);
  });

  it('go on to the width of the data', () => {
    expect(headerNames(['id'], 3)).toEqual(['id', 'column_2', 'column_3']);
  });
});
