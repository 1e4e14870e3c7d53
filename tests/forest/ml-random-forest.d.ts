// The package's own declarations do not compile under strict; this is the part that tests use.
declare module 'ml-random-forest' {
  export class RandomForestClassifier {
    static load(model: unknown): RandomForestClassifier
    predict(rows: number[][]): number[]
  }
}
