/** Who may knock at whose door. Read each line as "X may import Y". Order = dependency order. */
export const house = {
  estate: [],
  watch: [],
  exposure: ['estate', 'watch'],
  steer: ['estate', 'watch', 'exposure'],
};

/** What one-folder plug-ins exist: [room, folder, the function that defines one]. */
export const plugins = [
  ['src/estate', 'inventories', 'defineInventory'],
  ['src/watch', 'feeds', 'defineFeed'],
  ['packages/versions/src', 'schemes', 'defineScheme'],
];
