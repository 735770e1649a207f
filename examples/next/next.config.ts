import type {NextConfig} from 'next';

const backEnd = 'http://localhost:3001';

/** The back end that signs sessions and takes orders, and behind it the endpoint. */
export default {
  rewrites: () =>
    Promise.resolve(
      ['/otp/:path*', '/session/:path*', '/orders'].map((source) => ({source, destination: `${backEnd}${source}`})),
    ),
} satisfies NextConfig;
