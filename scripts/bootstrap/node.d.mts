export declare const root: string;
export declare function typescriptArguments(): string[];
export declare function run(file: string, args: string[], before?: () => void): Promise<void>;
