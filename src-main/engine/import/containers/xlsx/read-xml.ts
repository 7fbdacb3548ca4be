import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import { WeirError } from '#shared/contract/errors';
import { stopIf } from '../../chunks';
import type { ByteReader } from '../bytes';
import { damagedContainer } from '../container-errors';

export type Attributes = Readonly<Record<string, string>>;

/** What is called while an XML part is read; names come without their prefix. */
export type XmlVisitor = {
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
};

export type XmlOptions = {
  signal?: AbortSignal | undefined;
  onShare?: ((share: number) => void) | undefined;
};

const pieceSize = 128 * 1024;
/** Characters without a tag after which a part is no part of a workbook: a cell has at most 32,767. */
const longestText = 8 * 1024 * 1024;

/**
 * Reads an XML part in pieces. Parts of a workbook have no document type; one that has is refused, and with it every
 * entity but the five of XML. Closes the reader.
 */
export async function readXml(
  reader: ByteReader,
  name: string,
  visitor: XmlVisitor,
  { signal, onShare }: XmlOptions = {},
): Promise<void> {
  const watch = { sinceTag: 0 };
  const parser = parserFor(name, visitor, watch);
  try {
    const buffer = Buffer.allocUnsafe(pieceSize);
    let decoder: StringDecoder | null = null;
    for (let length = await reader.read(buffer); length > 0; length = await reader.read(buffer)) {
      stopIf(signal);
      const piece = buffer.subarray(0, length);
      decoder ??= new StringDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf16le' : 'utf8');
      const text = decoder.write(piece);
      watch.sinceTag += text.length;
      parser.write(text);
      if (watch.sinceTag > longestText) throw damagedContainer(name, 'part of a workbook');
      onShare?.(reader.share());
    }
    parser.write(decoder?.end() ?? '').close();
  } catch (error) {
    throw error instanceof WeirError || isDiskError(error)
      ? error
      : damagedContainer(name, 'part of a workbook', error);
  } finally {
    await reader.close();
  }
}

function parserFor(name: string, visitor: XmlVisitor, watch: { sinceTag: number }) {
  const parser = new SaxesParser({ position: false });
  parser.on('doctype', () => {
    throw damagedContainer(name, 'part of a workbook', new Error('it declares a document type'));
  });
  parser.on('opentag', (tag) => {
    watch.sinceTag = 0;
    visitor.open(localName(tag.name), tag.attributes as Attributes);
  });
  parser.on('closetag', (tag) => {
    watch.sinceTag = 0;
    visitor.close?.(localName(tag.name));
  });
  if (visitor.text) {
    const text = visitor.text.bind(visitor);
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return parser;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code));
}
