/** « État civil » → « etat civil »: how people type when they look for it. */
export const foldText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
