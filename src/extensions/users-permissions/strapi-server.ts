interface UsersPermissionsPlugin {
  routes: Record<string, unknown>;
}

/** Members sign in with WeChat only: the plugin's own sign-up, password and user-listing routes are taken out. */
export default (plugin: UsersPermissionsPlugin): UsersPermissionsPlugin => {
  plugin.routes['content-api'] = { type: 'content-api', routes: [] };
  return plugin;
};
