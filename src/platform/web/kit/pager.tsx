import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { Button } from './button.tsx';

/** Previous, where one is, next. Nothing when there is one page. */
export function Pager({
  page,
  size,
  total,
  onPage,
}: {
  page: number;
  size: number;
  total: number;
  onPage: (page: number) => void;
}) {
  const t = useT();
  const f = useFormat();
  const pages = Math.max(1, Math.ceil(total / size));
  if (pages === 1) return null;
  return (
    <nav className="pager" aria-label={t('shell:pager.label')}>
      <Button
        size="small"
        icon={<ChevronLeft className="i" aria-hidden="true" />}
        aria-label={t('shell:pager.previous')}
        isDisabled={page <= 1}
        onPress={() => onPage(page - 1)}
      />
      <span>{t('shell:pager.page', { page: f.number(page), pages: f.number(pages) })}</span>
      <Button
        size="small"
        icon={<ChevronRight className="i" aria-hidden="true" />}
        aria-label={t('shell:pager.next')}
        isDisabled={page >= pages}
        onPress={() => onPage(page + 1)}
      />
    </nav>
  );
}
