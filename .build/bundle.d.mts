import type {Metafile} from 'esbuild';

export declare const root: string;

export declare function bundle(where: {entry: string; outfile: string}): Promise<Metafile>;
