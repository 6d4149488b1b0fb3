import { writeRegistries } from '../../tools/registry.mjs';

export default function setup(): void {
  writeRegistries();
}
