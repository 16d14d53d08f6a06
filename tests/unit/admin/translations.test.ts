import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { areas, zhHans } from '../../../src/admin/translations';
import { type MessageShape, shapeOf, wordsOf } from '../../support/icu-message';
import { shippedTexts } from '../../support/strapi-texts';

const english = shippedTexts('en');
const shippedChinese = shippedTexts('zh-Hans');

const repositoryRoot = path.resolve(__dirname, '../../..');
const specDir = process.env.MALLARD_SPEC_DIR ?? path.join(repositoryRoot, '../shared/spec');
const specFile = path.join(specDir, 'strapi-zh-missing.json');

const chineseCharacter = /\p{Script=Han}/u;
const halfWidthPunctuationInChinese = /\p{Script=Han}[,!?;:()]|[,!?;:()]\p{Script=Han}|\p{Script=Han}\./u;
const spaceAroundPlaceholder = /\p{Script=Han} [{#]|[}#] \p{Script=Han}/u;

/** Proper names, attribute values and axis letters that every language writes alike. */
const sameInEveryLanguage = new Set([
  'API ID',
  'DKIM',
  'ID',
  'OAuth2',
  'UID',
  'Webhook',
  'Webhooks',
  'X',
  'Y',
  '_blank, _self, _parent, _top',
  'noopener, nofollow, noreferrer',
]);

function keysWhere(texts: Record<string, string>, isWrong: (text: string, key: string) => boolean): string[] {
  return Object.entries(texts)
    .filter(([key, text]) => isWrong(text, key))
    .map(([key, text]) => `${key}: ${text}`);
}

function isWellFormed(text: string): boolean {
  try {
    shapeOf(text);
    return true;
  } catch {
    return false;
  }
}

function shapes(texts: Record<string, string>): Record<string, MessageShape> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, shapeOf(text)]));
}

describe('Chinese texts of the admin panel', () => {
  it('covers every text that the installed Strapi has in English only', () => {
    const isUntranslated = (key: string): boolean => !(key in shippedChinese) && !(key in zhHans);
    expect(Object.keys(english).length).toBeGreaterThan(2000);
    expect(Object.keys(english).filter(isUntranslated)).toEqual([]);
  });

  (existsSync(specFile) ? it : it.skip)('covers the list of missing texts in the specification', () => {
    const missingTexts = JSON.parse(readFileSync(specFile, 'utf8')) as Record<string, string>;
    expect(Object.keys(missingTexts).filter((key) => !(key in zhHans))).toEqual([]);
    expect(Object.keys(missingTexts).filter((key) => missingTexts[key] !== english[key])).toEqual([]);
  });

  it('defines each key in one area only', () => {
    const keys = Object.values(areas).flatMap((texts) => Object.keys(texts));
    expect(keys.filter((key, position) => keys.indexOf(key) !== position)).toEqual([]);
  });

  it('leaves no text empty', () => {
    const isBlankInEnglish = (key: string): boolean => english[key]?.trim() === '';
    expect(keysWhere(zhHans, (text, key) => text.trim() === '' && !isBlankInEnglish(key))).toEqual([]);
  });

  it('keeps the placeholders, tags and select options of the English text', () => {
    // A few shipped English texts are themselves malformed (no "other" branch, an address in angle brackets).
    const comparable = Object.keys(zhHans).filter((key) => isWellFormed(english[key] ?? '{'));
    const pick = (texts: Record<string, string>): Record<string, string> =>
      Object.fromEntries(comparable.map((key) => [key, texts[key] ?? '']));
    expect(shapes(pick(zhHans))).toEqual(shapes(pick(english)));
  });

  it('is a well-formed message everywhere', () => {
    expect(() => shapes(zhHans)).not.toThrow();
  });

  it('leaves no text in English', () => {
    const isEnglish = (text: string): boolean =>
      /[A-Za-z]/.test(wordsOf(text)) && !chineseCharacter.test(text) && !sameInEveryLanguage.has(text);
    expect(keysWhere(zhHans, isEnglish)).toEqual([]);
  });

  it('writes full-width punctuation next to Chinese characters', () => {
    expect(keysWhere(zhHans, (text) => halfWidthPunctuationInChinese.test(text))).toEqual([]);
  });

  it('puts no space between Chinese characters and placeholders', () => {
    expect(keysWhere(zhHans, (text) => spaceAroundPlaceholder.test(text))).toEqual([]);
  });

  it('uses one word for one thing', () => {
    const rejected = /登出|帐户|账户|资产|审阅|实体|默认地区|区域设置|登陆|素材库/;
    expect(keysWhere(zhHans, (text) => rejected.test(text))).toEqual([]);
  });
});

describe('the comparison of messages', () => {
  it('sees arguments inside the branches of plurals and selects', () => {
    expect(
      shapeOf('{n, plural, one {# of {total}} other {<b>#</b> of {total}}} {who, select, me {I} other {{name}}}'),
    ).toEqual({
      arguments: ['n:plural', 'name:value', 'total:value', 'who:select'],
      tags: ['</b>', '<b>'],
      selectOptions: ['who=me', 'who=other'],
    });
  });

  it('refuses a message whose braces do not balance', () => {
    expect(() => shapeOf('{count, plural, other {#个}')).toThrow(SyntaxError);
    expect(() => shapeOf('条目}')).toThrow(SyntaxError);
  });

  it('refuses an address in angle brackets, which the panel would read as a tag', () => {
    expect(() => shapeOf('客服 <service@example.com>')).toThrow(SyntaxError);
    expect(shapeOf('1 < 2').tags).toEqual([]);
  });

  it('refuses options without "other"', () => {
    expect(() => shapeOf('{count, plural, one {#个}}')).toThrow('without "other"');
  });

  it('finds the words outside arguments and option keys', () => {
    expect(wordsOf('{isPublish, select, true {发布} other {取消}}<b>{name}</b>').trim()).toBe('发布 取消');
    expect(wordsOf('{firstname} {lastname}').trim()).toBe('');
  });
});
