export interface XmlObject {
  [name: string]: XmlValue;
}
export type XmlValue = string | XmlObject | XmlValue[];

const TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.-]*)\s*(\/?)>|([^<]+)/y;
const MAX_DEPTH = 8;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

interface Frame {
  name: string;
  text: string;
  children: XmlObject | null;
}

function newFrame(name: string): Frame {
  return { name, text: '', children: null };
}

function decodeEntities(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
}

function addChild(parent: Frame, name: string, value: XmlValue): void {
  // Without a prototype no element name can reach Object.prototype.
  parent.children ??= Object.create(null) as XmlObject;
  const earlier = parent.children[name];
  if (earlier === undefined) parent.children[name] = value;
  else if (Array.isArray(earlier)) earlier.push(value);
  else parent.children[name] = [earlier, value];
}

function closeFrame(stack: Frame[], name: string): void {
  const frame = stack.pop();
  const parent = stack.at(-1);
  if (!frame || !parent || frame.name !== name) throw new Error('The XML is not well formed.');
  addChild(parent, name, frame.children ?? frame.text);
}

function openFrame(stack: Frame[], name: string): void {
  if (stack.length > MAX_DEPTH) throw new Error('The XML is nested too deeply.');
  stack.push(newFrame(name));
}

/**
 * Reads the XML WeChat pushes: nested elements, CDATA and text. Everything else (attributes, document types,
 * processing instructions, own entities) is refused, so there is nothing to expand. Repeated elements become arrays.
 */
export function parsePushXml(text: string): XmlObject {
  const source = text.trim();
  const stack = [newFrame('')];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source);
    if (!token) throw new Error('The XML is not well formed.');
    const [, cdata, closing, name, selfClosing, plain] = token;
    const frame = stack.at(-1);
    if (cdata !== undefined && frame) frame.text += cdata;
    else if (plain !== undefined && frame) frame.text += decodeEntities(plain.trim());
    else if (name !== undefined && closing) closeFrame(stack, name);
    else if (name !== undefined) {
      openFrame(stack, name);
      if (selfClosing) closeFrame(stack, name);
    }
  }
  const root = stack.length === 1 ? stack[0]?.children?.['xml'] : undefined;
  if (typeof root !== 'object' || Array.isArray(root)) throw new Error('The XML is not well formed.');
  return root;
}

/** One element with CDATA text, as WeChat expects in replies. */
export function cdata(name: string, text: string): string {
  return `<${name}><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
}
