/** What a message shows besides its words: whoever translates it must keep all of this. */
export interface MessageShape {
  /** Arguments as `name:type`, each once, sorted; a plain `{name}` has the type `value`. */
  arguments: string[];
  /** Rich-text tags such as `<b>` and `</b>`, in alphabetical order, repetitions included. */
  tags: string[];
  /** Select options as `argument=option`, each once, sorted. Plural options are left out: languages differ in them. */
  selectOptions: string[];
}

interface Cursor {
  readonly text: string;
  at: number;
}

interface Draft {
  arguments: Set<string>;
  tags: string[];
  selectOptions: Set<string>;
}

/**
 * Reads an ICU message far enough to compare two translations of it.
 *
 * @param text the message, without apostrophe quoting around braces (the panel's texts have none)
 * @throws SyntaxError when braces do not balance, or an option block or a tag is malformed
 */
export function shapeOf(text: string): MessageShape {
  const draft: Draft = { arguments: new Set(), tags: [], selectOptions: new Set() };
  const cursor: Cursor = { text, at: 0 };
  readMessage(cursor, draft, false);
  if (cursor.at < text.length) throw new SyntaxError(`Unexpected "}" at ${cursor.at} in: ${text}`);
  return {
    arguments: [...draft.arguments].sort(),
    tags: draft.tags.sort(),
    selectOptions: [...draft.selectOptions].sort(),
  };
}

/** The words of a message: its text without arguments, option keys and tags. */
export function wordsOf(text: string): string {
  let words = text.replace(/<\/?\w+>/g, '');
  words = words.replace(/\{\s*\w+\s*,\s*(?:plural|selectordinal|select)\s*,/g, '');
  words = words.replace(/(?:=\d+|\w+)\s*\{(?!\w+\s*[,}])/g, '{');
  return words.replace(/\{\s*\w+\s*(?:,\s*\w+\s*)?\}/g, '').replace(/[{}#]/g, '');
}

function readMessage(cursor: Cursor, draft: Draft, isNested: boolean): void {
  while (cursor.at < cursor.text.length) {
    const character = cursor.text[cursor.at];
    if (character === '}') return;
    if (character === '{') readArgument(cursor, draft);
    else if (character === '<') readTag(cursor, draft);
    else cursor.at += 1;
  }
  if (isNested) throw new SyntaxError(`A "{" is never closed in: ${cursor.text}`);
}

function readTag(cursor: Cursor, draft: Draft): void {
  if (!/^<\/?[A-Za-z]/.test(cursor.text.slice(cursor.at))) {
    cursor.at += 1;
    return;
  }
  draft.tags.push(take(cursor, /^(<\/?[A-Za-z]\w*>)/));
}

function readArgument(cursor: Cursor, draft: Draft): void {
  const name = take(cursor, /^\{\s*(\w+)\s*/);
  if (cursor.text[cursor.at] === '}') {
    cursor.at += 1;
    draft.arguments.add(`${name}:value`);
    return;
  }
  const type = take(cursor, /^,\s*(\w+)\s*/);
  draft.arguments.add(`${name}:${type}`);
  if (cursor.text[cursor.at] !== '}') {
    take(cursor, /^(,)\s*/);
    readOptions(cursor, draft, type === 'select' ? name : undefined);
  }
  take(cursor, /^(\})/);
}

function readOptions(cursor: Cursor, draft: Draft, selectName: string | undefined): void {
  let hasOther = false;
  while (cursor.text[cursor.at] !== '}') {
    const option = take(cursor, /^(=\d+|\w+)\s*\{/);
    if (option === 'other') hasOther = true;
    if (selectName !== undefined) draft.selectOptions.add(`${selectName}=${option}`);
    readMessage(cursor, draft, true);
    take(cursor, /^(\})\s*/);
  }
  if (!hasOther) throw new SyntaxError(`Options without "other" in: ${cursor.text}`);
}

function take(cursor: Cursor, pattern: RegExp): string {
  const match = pattern.exec(cursor.text.slice(cursor.at));
  if (match === null) throw new SyntaxError(`Expected ${pattern.source} at ${cursor.at} in: ${cursor.text}`);
  cursor.at += match[0].length;
  return match[1] ?? '';
}
