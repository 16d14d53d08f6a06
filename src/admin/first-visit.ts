const FIRST_VISIT: Record<string, string> = {
  'strapi-admin-language': 'zh-Hans',
  // The guided tour explains how to model content, which nobody does in a running shop.
  STRAPI_GUIDED_TOUR: JSON.stringify({ tours: {}, enabled: false, hidden: true, completedActions: [] }),
};

/** Announcements that Strapi shows until they are dismissed; the key ends with the installation's id, if it has one. */
const ANNOUNCEMENTS = ['true:false', 'true:undefined', 'false:false', 'false:undefined'].map(
  (ending) => `STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_${ending}`,
);

for (const [key, value] of Object.entries(FIRST_VISIT)) {
  if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
}
for (const key of ANNOUNCEMENTS) localStorage.setItem(key, 'true');
