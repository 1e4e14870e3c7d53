/** The topic that alarms go to. */
export * from './alarm-topic.ts'
/** A topic of anyone's. */
export * from './topic-ref.ts'
