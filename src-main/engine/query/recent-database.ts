/** In memory, beside the workspace. No file has a name with a slash, so that no workspace can be called so. */
export const recentDatabase = '"weir/recent"';
