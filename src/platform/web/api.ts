import {
  keepPreviousData,
  QueryClient,
  type QueryKey,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { currentLocale, type TextKey, translate, translateLoose, type Values } from './i18n.ts';
import { toast } from './toasts.ts';

export interface FieldError {
  /** Dotted path of the field, as in the schema: `owner.email`. */
  path: string;
  message: string;
}

/** The problem+json a refusal came with, or what kept us from getting an answer (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly fields: readonly FieldError[];
  readonly details: Record<string, unknown>;

  constructor(status: number, body: Partial<Problem>) {
    super(body.detail ?? body.title ?? `${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'shell.unreachable' : `shell.http-${status}`);
    this.title = body.title ?? '';
    this.fields = body.errors ?? body.fields ?? [];
    this.details = body.details ?? {};
  }
}

interface Problem {
  title: string;
  detail: string;
  code: string;
  errors: FieldError[];
  fields: FieldError[];
  details: Record<string, unknown>;
}

/** One sentence for people: the server's own, or ours for what never reached it. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiError)) return translate('shell:errors.unexpected');
  if (error.status === 0) return translate('shell:errors.unreachable');
  const key = error.code.replace('.', ':errors.');
  return translateLoose(key, error.details as Values, error.message || translate('shell:errors.unexpected'));
}

export type Query = Record<string, string | number | boolean | readonly string[] | undefined | null>;

/** `/api/exposure/findings` and its query → what `fetch` or a link gets. Empty values are left out. */
export function urlOf(path: string, query?: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
      continue;
    params.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** Set by the router: what to do when the session has ended. */
export const onSignedOut: { current: () => void } = { current: () => undefined };

export interface CallOptions {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
  /** 401 is an answer (sign-in form), not the end of a session. */
  expect401?: boolean;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Other sites cannot add a header of their own to a request: with SameSite cookies, this one proves the page is ours. */
export const CSRF_HEADER = { 'x-vigie-csrf': '1' } as const;

export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': currentLocale(),
    ...CSRF_HEADER,
  };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(urlOf(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.body !== undefined ? { body: JSON.stringify(options.body) } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, { detail: String(error) });
  }
  return readAnswer<T>(response, options.expect401 === true);
}

async function readAnswer<T>(response: Response, expect401: boolean): Promise<T> {
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body: unknown = isJson ? await response.json().catch(() => ({})) : undefined;
  if (response.ok) return body as T;
  if (response.status === 401 && !expect401) onSignedOut.current();
  throw new ApiError(response.status, (body ?? {}) as Partial<Problem>);
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  call<T>('GET', path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) });
export const post = <T>(path: string, body: unknown = {}): Promise<T> => call<T>('POST', path, { body });
export const patch = <T>(path: string, body: unknown): Promise<T> => call<T>('PATCH', path, { body });
export const del = <T>(path: string): Promise<T> => call<T>('DELETE', path);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) =>
        count < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 502),
      refetchOnWindowFocus: true,
    },
  },
});

/** Query keys start with the path, so that a live topic finds what it makes stale. */
export const keyOf = (path: string, query?: Query): QueryKey => ['api', path, query ?? {}];

export interface UseApiOptions {
  /** Live topics that make this stale, beside those its own path tells. */
  topics?: readonly string[];
  enabled?: boolean;
  /** Show the previous page while the next one loads. */
  keep?: boolean;
  refetchMs?: number;
}

/** `const page = useApi<FindingPage>('/api/exposure/findings', { page: 2 })`. */
export function useApi<T>(
  path: string,
  query?: Query,
  options: UseApiOptions = {},
): UseQueryResult<T, Error> {
  return useQuery<T, Error>({
    queryKey: keyOf(path, query),
    queryFn: ({ signal }) => get<T>(path, query, signal),
    meta: { topics: options.topics ?? [] },
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    ...(options.refetchMs ? { refetchInterval: options.refetchMs } : {}),
  });
}

/** Live topic `exposure.findings` → every query on `/api/exposure/findings…`, or that declares the topic. */
export function invalidateTopic(topic: string): void {
  const path = `/api/${topic.replaceAll('.', '/')}`;
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, meta }) => {
      const topics = (meta?.topics ?? []) as readonly string[];
      return topics.includes(topic) || String(queryKey[1] ?? '').startsWith(path);
    },
  });
}

export interface ActionOptions<In, Out> {
  run: (input: In) => Promise<Out>;
  /** Paths whose queries to ask again. */
  refresh?: readonly string[];
  /** Said when it worked. */
  done?: TextKey | ((out: Out, input: In) => string);
  /** Offered in the toast. */
  undo?: (out: Out, input: In) => Promise<unknown>;
  onDone?: (out: Out, input: In) => void;
  /** Forms show errors themselves. */
  silentErrors?: boolean;
}

/** A change: runs, says so in a toast (with "undo" where it exists), refreshes what it touched. */
export function useAction<In = void, Out = unknown>(options: ActionOptions<In, Out>) {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all(
      (options.refresh ?? []).map((path) =>
        client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1] ?? '').startsWith(path) }),
      ),
    );
  return useMutation<Out, Error, In>({
    mutationFn: options.run,
    onSuccess: async (out, input) => {
      options.onDone?.(out, input);
      const { done, undo } = options;
      if (done) {
        toast(typeof done === 'function' ? done(out, input) : translate(done), {
          ...(undo ? { undo: () => undo(out, input).then(refresh) } : {}),
        });
      }
      await refresh();
    },
    onError: (error) => {
      if (!options.silentErrors) toast(sentenceOf(error), { kind: 'error' });
    },
  });
}
