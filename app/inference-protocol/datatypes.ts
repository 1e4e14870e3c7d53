/** How the values of a type lie in binary data: little-endian, without padding. */
interface NumericType {
  /** Bytes of a value. */
  size: number
  read(view: DataView, at: number): number
}

/**
 * The protocol's numeric types that inputs may come in. All are taken for each input, since clients
 * choose by what their table holds: whole numbers become FP64 where one is missing. Half precision
 * cannot hold every value apart, and BOOL is no count.
 */
export const NUMERIC_TYPES: Readonly<Record<string, NumericType>> = {
  INT8: { size: 1, read: (view, at) => view.getInt8(at) },
  INT16: { size: 2, read: (view, at) => view.getInt16(at, true) },
  INT32: { size: 4, read: (view, at) => view.getInt32(at, true) },
  INT64: { size: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  UINT8: { size: 1, read: (view, at) => view.getUint8(at) },
  UINT16: { size: 2, read: (view, at) => view.getUint16(at, true) },
  UINT32: { size: 4, read: (view, at) => view.getUint32(at, true) },
  UINT64: { size: 8, read: (view, at) => Number(view.getBigUint64(at, true)) },
  FP32: { size: 4, read: (view, at) => view.getFloat32(at, true) },
  FP64: { size: 8, read: (view, at) => view.getFloat64(at, true) },
}
