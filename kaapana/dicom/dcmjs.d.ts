/** What we use of dcmjs, which comes without types: its log. */
declare module 'dcmjs' {
  interface Log {
    setLevel(level: 'silent'): void
    getLogger(name: string): Log
  }
  const dcmjs: { log: Log }
  export default dcmjs
}
