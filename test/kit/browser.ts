import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { App } from '../../src/platform/http/app.ts';

/** A browser on our own page: keeps cookies, sends the header that proves the page is ours. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #app: App;
  readonly #host: string;
  readonly #scheme: string;
  readonly #ip: string;

  constructor(app: App, options: { host?: string; ip?: string; scheme?: 'http' | 'https' } = {}) {
    this.#app = app;
    this.#host = options.host ?? 'localhost:8420';
    this.#scheme = options.scheme ?? 'http';
    this.#ip = options.ip ?? '127.0.0.1';
  }

  async ask(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
    const request: InjectOptions = {
      method,
      url,
      remoteAddress: this.#ip,
      headers: {
        host: this.#host,
        origin: `${this.#scheme}://${this.#host}`,
        'sec-fetch-site': 'same-origin',
        'x-vigie-csrf': '1',
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
      ...(payload ? { payload } : {}),
    };
    const answer = await this.#app.inject(request);
    for (const set of answer.cookies) {
      const ended = set.expires && set.expires.getTime() <= 0;
      if (ended || set.value === '') this.cookies.delete(set.name);
      else this.cookies.set(set.name, set.value);
    }
    return answer;
  }

  get = (url: string) => this.ask('GET', url);
  post = (url: string, payload: object = {}) => this.ask('POST', url, payload);
  patch = (url: string, payload: object) => this.ask('PATCH', url, payload);
  delete = (url: string) => this.ask('DELETE', url);

  get session(): string | undefined {
    return this.cookies.get('vigie_session');
  }
}
