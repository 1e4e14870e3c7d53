const QUOTE = 0x22
const COMMA = 0x2c
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** Longest record: one quote too many would otherwise make a record of the rest of the file. */
const LONGEST_RECORD = 1 << 20

/**
 * Splits the bytes of a CSV file (RFC 4180: quoted fields, doubled quotes, LF or CRLF) into records
 * as they arrive, without making a string of any field that nobody asks for: a table of a million
 * stays is read at the speed of the disk. Blank lines are skipped.
 */
export class CsvScanner {
  /** Line on which the current record starts, counted from 1. */
  line = 1
  /** Number of fields of the current record. */
  fields = 0
  private bytes: Buffer = Buffer.alloc(0)
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private nextLine = 1
  private readonly onRecord: (record: CsvScanner) => void

  /** `onRecord` reads the fields of the record it is called for, and keeps none of them. */
  constructor(onRecord: (record: CsvScanner) => void) {
    this.onRecord = onRecord
  }

  /**
   * Takes the next bytes of the file; what follows the last complete record waits for more.
   * Throws RangeError for a record of more than a mebibyte.
   */
  push(chunk: Buffer): void {
    this.bytes = this.bytes.length === 0 ? chunk : Buffer.concat([this.bytes, chunk])
    this.scan(false)
    if (this.bytes.length > LONGEST_RECORD) {
      const reason = 'does not end within a mebibyte; is a quote open?'
      throw new RangeError(`the record that starts on line ${this.nextLine} ${reason}`)
    }
  }

  /** Ends the file. Throws RangeError where a quoted field was never closed. */
  end(): void {
    this.scan(true)
  }

  /** A field of the current record as text, without its quotes; empty where there is none. */
  text(index: number): string {
    if (index >= this.fields) return ''
    const text = this.bytes.toString('utf8', this.starts[index], this.ends[index])
    return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
  }

  /** A field as a whole number of at most nine digits, or -1 where it is anything else. */
  wholeNumber(index: number): number {
    let start = this.starts[index] ?? 0
    let end = this.ends[index] ?? 0
    if (this.bytes[start] === QUOTE) {
      start++
      end--
    }
    if (index >= this.fields || end <= start || end - start > 9) return -1
    let value = 0
    for (let i = start; i < end; i++) {
      const digit = (this.bytes[i] ?? 0) - 0x30
      if (digit < 0 || digit > 9) return -1
      value = value * 10 + digit
    }
    return value
  }

  private scan(isLast: boolean): void {
    const { bytes } = this
    let recordStart = 0
    let fieldStart = 0
    let lines = 0
    let isQuoted = false
    this.fields = 0
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]
      if (byte === QUOTE) isQuoted = !isQuoted
      else if (byte === LINE_FEED) lines++
      if (isQuoted || (byte !== COMMA && byte !== LINE_FEED)) continue
      this.endField(fieldStart, i)
      fieldStart = i + 1
      if (byte === COMMA) continue
      this.endRecord(lines)
      recordStart = i + 1
      lines = 0
    }
    if (isLast && isQuoted) {
      throw new RangeError(`the quote opened on line ${this.nextLine} is never closed`)
    }
    if (isLast && recordStart < bytes.length) {
      this.endField(fieldStart, bytes.length)
      this.endRecord(lines + 1)
    } else this.bytes = bytes.subarray(recordStart)
  }

  private endField(start: number, end: number): void {
    this.starts[this.fields] = start
    this.ends[this.fields++] = end
  }

  private endRecord(lines: number): void {
    const last = this.fields - 1
    const end = this.ends[last] ?? 0
    if (this.bytes[end - 1] === CARRIAGE_RETURN && end > (this.starts[last] ?? 0)) {
      this.ends[last] = end - 1
    }
    this.line = this.nextLine
    this.nextLine += lines
    const isBlank = last === 0 && this.starts[0] === this.ends[0]
    if (!isBlank) this.onRecord(this)
    this.fields = 0
  }
}
