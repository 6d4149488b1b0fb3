import { fail } from '../../errors.ts';
import { childOf, readXml, textOf, type XmlElement } from '../read-xml.ts';
import type { RawBom, RawComponent } from './schema.ts';
import { validateXml, XML_VERSIONS } from './validate-xml.ts';

const NAMESPACE = /^http:\/\/cyclonedx\.org\/schema\/bom\/(\d+\.\d+)$/;

/** An XML BOM as the same raw shape as a JSON one, once its XSD has let it pass. */
export async function readXmlBom(text: string, file: string): Promise<RawBom> {
  const root = readXml(text, file);
  const version = NAMESPACE.exec(root.namespace)?.[1];
  if (root.name !== 'bom' || !version || !XML_VERSIONS.includes(version)) {
    throw fail('inventory-refused', {
      details: { file, place: `line ${root.line}`, reason: `${root.name} ${root.namespace}` },
    });
  }
  await validateXml(text, version, file);
  const subject = childOf(childOf(root, 'metadata'), 'component');
  return {
    bomFormat: 'CycloneDX',
    specVersion: version,
    ...(subject ? { metadata: { component: componentOf(subject) } } : {}),
    components: (childOf(root, 'components')?.children ?? []).map(componentOf),
    dependencies: (childOf(root, 'dependencies')?.children ?? []).map((d) => ({
      ref: d.attributes.ref ?? '',
      dependsOn: d.children.flatMap((c) => c.attributes.ref ?? []),
    })),
  };
}

function componentOf(element: XmlElement): RawComponent {
  const raw: RawComponent = {};
  const set = (
    key: 'bom-ref' | 'type' | 'group' | 'name' | 'version' | 'purl' | 'cpe' | 'publisher' | 'scope',
    value: string | undefined,
  ) => {
    if (value) raw[key] = value;
  };
  set('bom-ref', element.attributes['bom-ref']);
  set('type', element.attributes.type);
  for (const name of ['group', 'name', 'version', 'purl', 'cpe', 'publisher', 'scope'] as const)
    set(name, textOf(element, name));
  const supplier = textOf(childOf(element, 'supplier'), 'name');
  if (supplier) raw.supplier = { name: supplier };
  const nested = childOf(element, 'components')?.children ?? [];
  if (nested.length > 0) raw.components = nested.map(componentOf);
  return raw;
}
