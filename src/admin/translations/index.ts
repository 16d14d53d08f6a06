import admin from './zh-Hans/admin.json';
import codeDefaults from './zh-Hans/code-defaults.json';
import contentManager from './zh-Hans/content-manager.json';
import contentReleases from './zh-Hans/content-releases.json';
import contentTypeBuilder from './zh-Hans/content-type-builder.json';
import corrections from './zh-Hans/corrections.json';
import email from './zh-Hans/email.json';
import guidedTour from './zh-Hans/guided-tour.json';
import i18n from './zh-Hans/i18n.json';
import login from './zh-Hans/login.json';
import reviewWorkflows from './zh-Hans/review-workflows.json';
import settings from './zh-Hans/settings.json';
import upload from './zh-Hans/upload.json';
import usersPermissions from './zh-Hans/users-permissions.json';

/**
 * The texts by area of the panel; a key belongs to exactly one area. `codeDefaults` are texts that Strapi has only as
 * defaults in its code; `corrections` replace shipped translations that mislead, mix terms or use half-width marks.
 */
export const areas: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  admin,
  settings,
  login,
  guidedTour,
  contentManager,
  contentReleases,
  contentTypeBuilder,
  email,
  i18n,
  reviewWorkflows,
  upload,
  usersPermissions,
  codeDefaults,
  corrections,
};

/**
 * Chinese texts of the admin panel for `config.translations['zh-Hans']`: what Strapi ships without a translation, the
 * login page in the shop's own words, and corrections. Keys of a plugin carry its prefix (`upload.…`).
 */
export const zhHans: Record<string, string> = Object.assign({}, ...Object.values(areas)) as Record<string, string>;

export default zhHans;
