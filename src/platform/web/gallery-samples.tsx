import { useState } from 'react';
import { z } from 'zod';
import { useFormat } from './format.ts';
import { useLocale } from './i18n.ts';
import * as Kit from './kit/index.ts';
import { toast } from './toasts.ts';

const LEVELS = ['critical', 'high', 'medium', 'low', 'none', 'unknown'] as const;

const Sample = z.object({
  name: z.string().min(3).max(80),
  email: z.email(),
  kind: z.enum(['public', 'internal']),
  users: z.number().int().min(0).optional(),
  until: z.iso.date().optional(),
  online: z.boolean(),
  note: z.string().max(500).optional(),
});

export function FormSample() {
  const [open, setOpen] = useState(false);
  const [ask, setAsk] = useState(false);
  return (
    <Kit.Band title="Formulaire" note="dessiné d’après un schéma">
      <Kit.Form
        schema={Sample}
        labels="shell:gallery"
        fields={{
          name: { label: 'Nom', help: 'Tel que les usagers le lisent.' },
          email: { label: 'Courriel' },
          kind: {
            label: 'Sorte',
            options: [
              { value: 'public', label: 'Service public' },
              { value: 'internal', label: 'Service interne' },
            ],
          },
          users: { label: 'Usagers' },
          until: { label: 'Jusqu’au' },
          online: { label: 'Ouvert en ligne' },
          note: { label: 'Note', kind: 'textarea' },
        }}
        submit="Enregistrer"
        onSubmit={async () => toast('Enregistré.')}
        guard={false}
      />
      <div className="acts gap-above">
        <Kit.Button onPress={() => setOpen(true)}>Boîte</Kit.Button>
        <Kit.Button tone="danger" onPress={() => setAsk(true)}>
          Révoquer
        </Kit.Button>
        <Kit.Tooltip text="Une aide courte">
          <Kit.Button tone="quiet">Survol</Kit.Button>
        </Kit.Tooltip>
      </div>
      <Kit.Dialog open={open} onClose={() => setOpen(false)} title="Une boîte de dialogue">
        <p>Du texte, et une action.</p>
      </Kit.Dialog>
      <Kit.Confirm
        open={ask}
        onClose={() => setAsk(false)}
        title="Révoquer le jeton ?"
        action="Révoquer le jeton"
        danger
        run={async () => undefined}
      >
        Ce qui l’utilise cessera de fonctionner.
      </Kit.Confirm>
    </Kit.Band>
  );
}

export function Others() {
  return (
    <div>
      <Kit.Band title="Onglets et documents">
        <Kit.Tabs
          label="Parties"
          tabs={[
            {
              id: 'a',
              label: 'Document',
              content: (
                <Kit.JsonTree
                  value={{ cveMetadata: { cveId: 'CVE-2025-49113', state: 'PUBLISHED' }, references: [1, 2] }}
                  open={2}
                />
              ),
            },
            {
              id: 'b',
              label: 'Texte',
              count: 2,
              content: <Kit.SafeText>{'Première ligne <b>inerte</b>.\n\nSeconde.'}</Kit.SafeText>,
            },
          ]}
        />
        <Kit.Code block copy label="Commande">
          npx vigie match --inventory sbom.json
        </Kit.Code>
      </Kit.Band>
      <Kit.Band title="Fichier">
        <Kit.FileDrop
          label="Déposer un inventaire"
          path="/api/galerie/file"
          help="CycloneDX, SPDX, CSV. 1 Go au plus."
          onDone={() => undefined}
        />
      </Kit.Band>
      <Kit.Band title="Rien encore">
        <Kit.Empty
          title="Aucun service déclaré"
          action={<Kit.Button tone="primary">Déclarer un service</Kit.Button>}
        >
          Un service public est ce que Vigie protège : commencez par le plus utilisé.
        </Kit.Empty>
      </Kit.Band>
      <Kit.Band title="Graphique">
        <Kit.Chart
          title="Expositions ouvertes, par semaine"
          labels={['S44', 'S45', 'S46', 'S47']}
          series={[{ name: 'Ouvertes', values: [41, 38, null, 44], kind: 'bar', accent: true }]}
        />
      </Kit.Band>
    </div>
  );
}

interface Row {
  id: string;
  title: string;
  product: string;
  severity: Kit.SeverityLevel;
  verdict: Kit.VerdictValue;
  due: string | null;
  epss: number;
}

export function ListSample() {
  const f = useFormat();
  useLocale();
  return (
    <Kit.Band title="Liste" note="tout est dans l’adresse">
      <Kit.DataTable<Row>
        name="Expositions"
        list="gallery.rows"
        path="/api/galerie/rows"
        rowId={(r) => r.id}
        rowLabel={(r) => r.title}
        rowTo={(r) => `/expositions/${r.id}`}
        tall
        exportable
        defaultSort="due"
        defaultSize={8}
        columns={[
          {
            id: 'severity',
            label: 'Gravité',
            cell: (r) => <Kit.Severity level={r.severity} />,
            sort: true,
            phone: 'aside',
          },
          {
            id: 'title',
            label: 'Vulnérabilité',
            primary: true,
            cell: (r) => (
              <>
                {r.title}
                <span className="l2">{`${r.id} · ${r.product}`}</span>
              </>
            ),
          },
          { id: 'verdict', label: 'Verdict', cell: (r) => <Kit.Verdict value={r.verdict} /> },
          {
            id: 'due',
            label: 'Échéance',
            sort: true,
            cell: (r) => <Kit.Countdown until={r.due} size="row" />,
          },
          {
            id: 'epss',
            label: 'EPSS',
            align: 'end',
            sort: true,
            cell: (r) => f.percent(r.epss),
            phone: 'none',
          },
        ]}
        filters={[
          {
            id: 'severity',
            label: 'Gravité',
            options: LEVELS.slice(0, 4).map((l) => ({ value: l, label: l })),
          },
          { id: 'mine', label: 'Les miennes', toggle: true },
        ]}
        views={[
          { id: 'due', label: 'À échoir', search: {} },
          {
            id: 'check',
            label: 'À vérifier',
            search: { severity: 'high' },
            count: { path: '/api/galerie/rows' },
          },
        ]}
        bulk={(rows, clear) => ({
          summary: `${rows.length} services touchés`,
          actions: (
            <Kit.Button tone="primary" size="small" onPress={clear}>
              Attribuer
            </Kit.Button>
          ),
        })}
        preview={(r) => (
          <>
            <p className="mut">{r.id}</p>
            <h2>{r.title}</h2>
            <Kit.Verdict value={r.verdict} form="chip" />
          </>
        )}
      />
    </Kit.Band>
  );
}
