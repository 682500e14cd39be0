type Maybe<T> = T | null | undefined;
type Text = Maybe<string>;
/** Text by the standard, a number in many a request. */
type Id = Maybe<string | number>;
type Flag = Maybe<boolean | 0 | 1>;
type Time = Maybe<string | number>;

/** What we read of an OpenRTB 2.5 or 2.6 bid request; its other fields are passed over. */
export interface BidRequest {
  id?: Id;
  ts?: Time;
  timestamp?: Time;
  ext?: Maybe<{ ts?: Time; timestamp?: Time }>;
  /** From 1 to 100, each yet to be checked: a bad one costs its siblings nothing. */
  imp: readonly unknown[];
  site?: Maybe<Channel & { domain?: Text }>;
  app?: Maybe<Channel & { bundle?: Id }>;
  device?: Maybe<Device>;
  user?: Maybe<User>;
  outcome?: Maybe<readonly (Outcome & { impid?: Id })[]>;
}

interface Channel {
  id?: Id;
  cat?: Maybe<readonly string[]>;
  sectioncat?: Maybe<readonly string[]>;
  pagecat?: Maybe<readonly string[]>;
  cattax?: Maybe<number>;
}

export interface Device {
  ua?: Text;
  sua?: Maybe<{
    browsers?: Maybe<readonly { brand?: Text }[]>;
    platform?: Maybe<{ brand?: Text }>;
  }>;
  devicetype?: Maybe<number>;
  os?: Text;
  connectiontype?: Maybe<number>;
  language?: Text;
  langb?: Text;
  ifa?: Id;
  geo?: Maybe<Geo>;
}

export interface Geo {
  country?: Text;
  region?: Text;
  city?: Text;
}

export interface User {
  id?: Id;
  buyeruid?: Id;
  yob?: Maybe<number>;
  gender?: Text;
  geo?: Maybe<Geo>;
  data?: Maybe<readonly { segment?: Maybe<readonly { id?: Id; name?: Text }[]> }[]>;
}

interface Size {
  w?: Maybe<number>;
  h?: Maybe<number>;
}

/** What we read of one of its impressions. */
export interface Imp {
  id?: Id;
  tagid?: Id;
  instl?: Flag;
  rwdd?: Flag;
  bidfloor?: Maybe<number>;
  bidfloorcur?: Text;
  banner?: Maybe<Size & { pos?: Maybe<number>; format?: Maybe<readonly Size[]> }>;
  video?: Maybe<Size & { pos?: Maybe<number>; startdelay?: Maybe<number> }>;
  audio?: Maybe<{ startdelay?: Maybe<number> }>;
  native?: Maybe<object>;
  ext?: Maybe<Outcome>;
}

/** What became of an impression. */
export interface Outcome {
  won?: Flag;
  price?: Maybe<number>;
  cur?: Text;
}
