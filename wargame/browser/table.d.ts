// The table's own data: what the page makes of the server's frames (Wire), and what only this window knows.
declare namespace Table {
  type Track = Wire.TrackInWords & { derived?: boolean };
  type Offer = Wire.OfferInWords;
  type Commitment = Wire.CommitmentInWords;
  type Happened = Wire.EventInWords;
  type Beside = Extract<Happened, { source: string }>; // what is not the game's
  type Said = Wire.EventFrame;
  type Slot = "main" | "minor";
  type Sealed = { main: Wire.Order | null; minor: Wire.Order | null };

  // A seat's view: what a spectator's lacks is always there.
  interface Me extends Omit<Wire.Me, "orders"> {
    orders: Sealed | null;
  }
  interface View extends Omit<Wire.ViewInWords, "tracks" | "me" | "menu"> {
    tracks: Track[];
    me: Me;
    menu: Wire.Menu;
  }

  // --- what the page knows of the round

  // Before what there is more of each, as the server names it.
  type Older = { talk: string | null; offers: string | null; ledger: string | null };
  type Net = { state: string; since: number };
  interface Clock {
    deadline: string | null;
    paused: boolean;
    status: string;
    offset: number | null; // milliseconds by which the server's clock is ahead of this page's
  }
  interface Pending {
    id: string;
    turn: number;
    move: Wire.Move;
    place: string;
    sent: boolean;
    seq: number | null; // the number that the server gave it
    after: number; // what was the last number when it was written
  }
  type Kept = Pick<Pending, "id" | "turn" | "move" | "place">;
  interface Refused {
    id: string | null;
    code: string;
    message: string;
    detail: string;
    move: Wire.Move | null;
    turn?: number;
    place: string;
  }
  interface Model {
    seq: number;
    gap: boolean;
    view: View | null;
    talk: Said[];
    older: Older;
    report: Wire.TurnFrame | null;
    history: Wire.Stood[];
    clock: Clock;
    presence: { [seat: string]: Wire.Present };
    relieved: Wire.Spell[]; // when bots sat at this seat, and what they did
    botSince: number | null; // when this page saw a bot sit down at its own seat
    pending: Pending[]; // commands without an answer
    refused: Refused[]; // the last refusals
    net: Net;
    trouble: string; // what is wrong with the server: "saving", "late" or nothing
  }

  // --- frames: the server's, with the moment at which they came, and the page's own

  type Heard = Wire.ServerFrame & { received?: number; way?: string };
  type Own =
    | { t: "send"; id: string; turn: number; move: Wire.Move; place?: string }
    | { t: "sent"; id: string }
    | { t: "restore"; pending: Kept[] }
    | { t: "forgive"; place: string }
    | { t: "net"; state: string; since: number };
  type Frame = Heard | Own;
  type Step<T extends Frame["t"]> = (model: Model, frame: Extract<Frame, { t: T }>) => Model;
  interface Store {
    readonly model: Model;
    dispatch(frame: Frame): Model;
    watch(watcher: (model: Model, before: Model, frame: Frame) => void): () => void;
  }

  // --- what only this window knows

  interface OfferDraft {
    to: string[];
    terms: Wire.Undertaking[];
    asks: Wire.Undertaking[];
    expires: number;
    public: boolean;
    witnesses: string[];
    counters: string | null;
    theirs: { terms: Wire.Undertaking[]; asks: Wire.Undertaking[] } | null;
  }
  interface ThreatDraft {
    to: string[];
    demand: string | null;
    by: number;
    action: string | null;
    public: boolean;
  }
  type Share = "breadth" | "guarantee";
  type Form = "will" | "does";
  interface Ui {
    panel: string;
    channel: string;
    tab: string;
    drafts: { [channel: string]: string };
    offer: OfferDraft | null;
    threat: ThreatDraft | null;
    confirm: string | null; // the kind whose sentence is being read back
    opened: string[]; // channels opened here in which nothing was said yet
    read: { [channel: string]: number };
    dismissed: string[];
    relieved: string; // until when what bots did here was read and put away
    told: number; // the number of the last turn's report that was looked at
    report: { seq: number; shown: number; settled: boolean } | null; // the report being told
    unfolded: number[]; // long messages shown whole
    readyHeld: boolean; // a click on Ready is on its way, or was a moment ago
    choosing: string[] | null; // seats ticked for a new channel
    sliding: { slot: Slot; kind: string; field: Share; share: number } | null; // a slider of an order that is being moved
    walked: { will?: string; does?: string }; // the undertaking that the keys have come to, not put in yet
    now: number;
  }
  type Patch = Partial<Ui> | ((ui: Ui) => Partial<Ui>);
  interface UiStore {
    readonly state: Ui;
    set(patch: Patch): void;
    watch(watcher: (state: Ui, before: Ui) => void): void;
  }

  // --- what the parts of the page are drawn from

  interface Names {
    me: string;
    seat(id: string): string;
    role(id: string): string;
    the(id: string): string;
    seats(ids: string[]): string;
    each(ids: string[]): string;
    order(kind: string): string;
    orderTitle(kind: string): string;
    hint(kind: string): string;
    undertaking(kind: string): Wire.UndertakingWords;
    host(id: string | null | undefined): string;
    track(name: string): string;
    end(end: string | null): Wire.EndWords;
  }
  interface Reporter {
    watch(): void;
    open(): void;
    next(): void;
    all(): void;
    close(): void;
  }
  interface Actions {
    send(move: Wire.Move, place: string): void;
    counter(offer: Wire.OfferState): void;
    now(): Ctx;
    forgive(place: string): void;
    set(patch: Patch): void;
    goTo(panel: string): void;
    focus(selector: string): void;
    ready(on: boolean): void;
    reclaim(): void;
    older(of: Wire.Older["of"]): void;
    takeBack(): void;
    startOver(): void;
  }
  type OrderChange = (order: Wire.Order | null, now: Play) => Wire.Order | null;
  interface Writing {
    seal(slot: Slot, change: OrderChange): void;
    settle(): void;
    reviseOffer(change: (draft: OfferDraft) => Partial<OfferDraft>): void;
    reviseThreat(change: (draft: ThreatDraft) => Partial<ThreatDraft>): void;
  }
  interface Anyhow extends Actions, Writing {
    model: Model;
    ui: Ui;
    names: Names;
    catalogue: Wire.Catalogue;
    me: string;
    urls: Wire.Urls;
    reporter: Reporter;
    phone: boolean;
    paused: boolean;
  }
  interface Waiting extends Anyhow {
    view: null;
  }
  // The round is being played, or is over.
  interface Play extends Anyhow {
    view: View;
  }
  type Ctx = Waiting | Play;
}
