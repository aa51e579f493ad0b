// Made by `manage.py browser_types` from the structs of the server. Do not edit.
declare namespace Wire {
  interface Answer {
    kind: "answer";
    offer: string;
    answer: "accept" | "reject";
  }

  interface Cosign {
    kind: "cosign";
    offer: string;
  }

  interface Hello {
    t: "hello";
    since?: unknown;
    language?: unknown;
  }

  interface MoveFrame {
    t: "move";
    id: string;
    turn: number;
    move: unknown;
  }

  interface Offer {
    kind: "offer";
    to: Array<string>;
    expires: number;
    terms?: Array<Undertaking>;
    asks?: Array<Undertaking>;
    public?: boolean;
    witnesses?: Array<string>;
    counters?: string | null;
  }

  interface Older {
    t: "older";
    of: "ledger" | "offers" | "talk";
    before?: string | null;
  }

  interface Order {
    kind: string;
    breadth?: number | null;
    crimes?: boolean | null;
    host?: string | null;
    guarantee?: number | null;
    by?: number | null;
    defect?: Array<number> | null;
  }

  interface Orders {
    kind: "orders";
    main?: Order | null;
    minor?: Order | null;
  }

  interface Ping {
    t: "ping";
  }

  interface Ready {
    kind: "ready";
    ready?: boolean;
  }

  interface Say {
    kind: "say";
    text: string;
    to?: Array<string>;
    public?: boolean;
  }

  interface Threat {
    kind: "threat";
    to: Array<string>;
    demand: string;
    by: number;
    action: string;
    public?: boolean;
  }

  interface Undertaking {
    kind: string;
    by: number;
    breadth?: number | null;
    crimes?: boolean | null;
    host?: string | null;
    guarantee?: number | null;
  }

  interface Withdraw {
    kind: "withdraw";
    offer: string;
  }

  interface Ack {
    t: "ack";
    id: string;
    seq: number;
  }

  interface AmnestyBackedInWords {
    kind: "amnesty_backed";
    seat: string;
    text: string;
    bot: boolean;
  }

  interface AmnestyJudgedInWords {
    kind: "amnesty_judged";
    honoured: boolean;
    text: string;
    bot: boolean;
  }

  interface AmnestyTabledInWords {
    kind: "amnesty_tabled";
    breadth: number;
    crimes: boolean;
    signers: Array<string>;
    text: string;
    bot: boolean;
  }

  interface Board {
    credibility: number;
    buildup: number;
    legal: number;
    cohesion: number;
    rally: number;
    sanctions: number;
    patrons: number;
    breadth: number;
    crimes: boolean;
    backing: number;
    monitors: number;
    host: string | null;
    host_quality: number;
    guarantee: number;
    exile_closes: number | null;
    humanitarian: number;
    region: number;
    posture: "defer" | "oversight" | "restrict";
    signers: Array<string>;
    briefed: boolean;
    war_powers: number | null;
    co_opt: number;
    purge: number;
    exile_brokered: boolean;
  }

  interface BoardMovedInWords {
    kind: "board_moved";
    moves: Array<TrackMove>;
    text: string;
    bot: boolean;
  }

  interface Catalogue {
    title: string;
    starts: string;
    turn_days: number;
    turns: number;
    signal_noise: number;
    seats: { [name: string]: SeatWords };
    orders: { [name: string]: OrderWords };
    undertakings: { [name: string]: UndertakingWords };
    hosts: { [name: string]: HostWords };
    tracks: { [name: string]: string };
    ends: { [name: string]: EndWords };
    postures: { [name: string]: string };
    endings: { [name: string]: string };
    costs: { [name: string]: string };
    unavailable: { [name: string]: string };
    lessons: Array<Lesson>;
    records: Records;
    round: string;
  }

  interface CellsDefectedInWords {
    kind: "cells_defected";
    seat: string;
    cells: Array<number>;
    text: string;
    bot: boolean;
  }

  interface ClassResistedInWords {
    kind: "class_resisted";
    won: boolean;
    text: string;
    bot: boolean;
  }

  interface Clock {
    t: "clock";
    deadline: string | null;
    paused: boolean;
    now: string;
    status: string;
  }

  interface CoercerPrivate {
    role: "coercer";
    resolved: boolean;
    incident: boolean;
  }

  interface Commitment {
    id: string;
    kind: "promise" | "threat";
    issuer: string;
    to: Array<string>;
    public: boolean;
    since: number;
    due: number;
    witnesses: Array<string>;
    offer: string | null;
    undertakings: Array<Undertaking>;
    done: Array<boolean>;
    condition: string | null;
    demand: string | null;
    action: string | null;
    ordered: boolean;
    met: Array<string>;
    failed: Array<string>;
    ending: "broken" | "carried_out" | "honoured" | "lapsed" | "released" | "satisfied" | null;
    ended: number | null;
  }

  interface CommitmentEndedInWords {
    kind: "commitment_ended";
    commitment: Commitment;
    ending: "broken" | "carried_out" | "honoured" | "lapsed" | "released" | "satisfied";
    text: string;
    bot: boolean;
  }

  interface CommitmentInWords {
    id: string;
    kind: "promise" | "threat";
    issuer: string;
    to: Array<string>;
    public: boolean;
    since: number;
    due: number;
    witnesses: Array<string>;
    offer: string | null;
    undertakings: Array<Undertaking>;
    done: Array<boolean>;
    condition: string | null;
    demand: string | null;
    action: string | null;
    ordered: boolean;
    met: Array<string>;
    failed: Array<string>;
    ending: "broken" | "carried_out" | "honoured" | "lapsed" | "released" | "satisfied" | null;
    ended: number | null;
    text: string;
  }

  interface ConflictBrokeInWords {
    kind: "conflict_broke";
    text: string;
    bot: boolean;
  }

  interface CredibilityMovedInWords {
    kind: "credibility_moved";
    seat: string;
    of: "promise" | "threat";
    before: number;
    after: number;
    text: string;
    bot: boolean;
  }

  interface Deed {
    turn: number;
    text: string;
  }

  interface Earlier {
    t: "earlier";
    of: string;
    lines: Array<unknown>;
    before: string | null;
  }

  interface EndWords {
    name: string;
    text: string;
  }

  interface Estimates {
    honour: number;
    break_even: number;
    protection: number;
    safety: number;
    hazard: number;
    success: number;
    tipping: number;
    lapse: number;
    audience: number;
  }

  interface EventFrame {
    t: "event";
    seq: number;
    turn: number;
    at: string;
    event: EventInWords;
    offer: OfferInWords | null;
    commitments: Array<CommitmentInWords>;
  }

  interface EventRecord {
    talk: boolean;
    aloud: boolean;
    part: "moves" | "words" | "world" | null;
  }

  interface ExileAcceptedInWords {
    kind: "exile_accepted";
    host: string;
    text: string;
    bot: boolean;
  }

  interface ExileClosedInWords {
    kind: "exile_closed";
    text: string;
    bot: boolean;
  }

  interface ExileOfferedInWords {
    kind: "exile_offered";
    seat: string;
    host: string;
    guarantee: number;
    closes: number | null;
    text: string;
    bot: boolean;
  }

  interface Hidden {
    board: Board;
    strength: number;
    tipping: number;
    privates: { [name: string]: CoercerPrivate | OppositionPrivate | LeadershipPrivate | OfficerPrivate | PatronsPrivate | PlainPrivate };
    orders: { [name: string]: Orders };
    cells: Array<[string, "defected" | "loyal" | "purged", boolean]>;
  }

  interface HostWords {
    name: string;
    offered_by: Array<string>;
  }

  interface IncidentEstablishedInWords {
    kind: "incident_established";
    unlawful: boolean;
    text: string;
    bot: boolean;
  }

  interface IncidentHappenedInWords {
    kind: "incident_happened";
    legal: number;
    text: string;
    bot: boolean;
  }

  interface LeadershipPrivate {
    role: "leadership";
    exile_value: number;
    distrust: number;
    risk_discount: number;
    bias: number;
  }

  interface LeftOut {
    offers: string | null;
    ledger: string | null;
  }

  interface LegislatureBriefedInWords {
    kind: "legislature_briefed";
    incident: boolean;
    text: string;
    bot: boolean;
  }

  interface Lesson {
    id: string;
    turn: number;
    panel: string;
    text: string;
  }

  interface Me {
    seat: string;
    role: "coercer" | "leadership" | "legislature" | "officer" | "opposition" | "patrons" | "region";
    private: CoercerPrivate | OppositionPrivate | LeadershipPrivate | OfficerPrivate | PatronsPrivate | PlainPrivate;
    orders: Orders | null;
    ready: boolean;
    cells: Array<OwnCell>;
    strength: number | null;
    exile_worth: number | null;
    coup_hazard: number | null;
    costs: { [name: string]: number };
  }

  interface Menu {
    main: Array<OrderChoice>;
    minor: Array<OrderChoice>;
    gives: Array<string>;
    asks: { [name: string]: Array<string> };
    demands: { [name: string]: Array<string> };
    actions: Array<string>;
    hosts: Array<string>;
    last_turn: number;
  }

  interface MessageInWords {
    kind: "message";
    source: string;
    who: string;
    text: string;
    whom: string;
    title: string;
    talk: boolean;
    public: boolean;
    erased: boolean;
    bot: boolean;
    to: Array<string>;
  }

  interface Nack {
    t: "nack";
    id: string | null;
    code: string;
    message: string;
    detail: string;
    turn: number | null;
  }

  interface OfferAnsweredInWords {
    kind: "offer_answered";
    seat: string;
    answer: "accepted" | "countered" | "rejected";
    offer: OfferState;
    commitments: Array<Commitment>;
    text: string;
    bot: boolean;
  }

  interface OfferCosignedInWords {
    kind: "offer_cosigned";
    seat: string;
    offer: OfferState;
    text: string;
    bot: boolean;
  }

  interface OfferExpiredInWords {
    kind: "offer_expired";
    offer: OfferState;
    text: string;
    bot: boolean;
  }

  interface OfferInWords {
    offer: OfferState;
    can: Array<string>;
    title: string;
    text: string;
  }

  interface OfferMadeInWords {
    kind: "offer_made";
    offer: OfferState;
    text: string;
    bot: boolean;
  }

  interface OfferState {
    id: string;
    turn: number;
    issuer: string;
    to: Array<string>;
    terms: Array<Undertaking>;
    asks: Array<Undertaking>;
    expires: number;
    public: boolean;
    witnesses: Array<string>;
    counters: string | null;
    signers: Array<string>;
    answers: { [name: string]: "accepted" | "countered" | "rejected" };
    status: "closed" | "expired" | "open" | "withdrawn";
  }

  interface OfferWithdrawnInWords {
    kind: "offer_withdrawn";
    seat: string;
    offer: OfferState;
    text: string;
    bot: boolean;
  }

  interface OfficerPrivate {
    role: "officer";
    implicated: Array<number>;
  }

  interface OppositionPrivate {
    role: "opposition";
    temptation: number;
    vengeful: boolean;
  }

  interface OrderChoice {
    kind: string;
    fields: Array<string>;
    unavailable: string | null;
    chance: number | null;
    cost: number | null;
  }

  interface OrderRevealedInWords {
    kind: "order_revealed";
    seat: string;
    order: Order;
    standing: boolean;
    text: string;
    bot: boolean;
  }

  interface OrderWords {
    name: string;
    hint: string;
  }

  interface OrdersSealedInWords {
    kind: "orders_sealed";
    seat: string;
    orders: Orders;
    text: string;
    bot: boolean;
  }

  interface Outlook {
    ended_now: number;
    batna: number;
  }

  interface OwnCell {
    number: number;
    status: "defected" | "loyal" | "purged";
    implicated: boolean;
    signal: number;
  }

  interface PageData {
    seat: string;
    id: string;
    urls: Urls;
    relieved: Relieved | null;
  }

  interface PatronsPrivate {
    role: "patrons";
    limit: number;
  }

  interface PayoffEarnedInWords {
    kind: "payoff_earned";
    seat: string;
    payoff: number;
    outcome: number;
    costs: { [name: string]: number };
    text: string;
    bot: boolean;
  }

  interface PlainPrivate {
    role: "plain";
  }

  interface Pong {
    t: "pong";
    now: string;
  }

  interface PostureTakenInWords {
    kind: "posture_taken";
    posture: "defer" | "oversight" | "restrict";
    text: string;
    bot: boolean;
  }

  interface Presence {
    t: "presence";
    seats: { [name: string]: Present };
  }

  interface Present {
    present: boolean;
    since: string | null;
    kind: string;
    ready: boolean;
  }

  interface ReadyChangedInWords {
    kind: "ready_changed";
    seat: string;
    ready: boolean;
    text: string;
    bot: boolean;
  }

  interface Records {
    tracks: { [name: string]: TrackRecord };
    events: { [name: string]: EventRecord };
  }

  interface RegimeFellInWords {
    kind: "regime_fell";
    transition: "coup" | "pact";
    share: number;
    text: string;
    bot: boolean;
  }

  interface Relieved {
    t: "relieved";
    spells: Array<Spell>;
  }

  interface RoundEndedInWords {
    kind: "round_ended";
    end: "backed_down" | "breach" | "coup" | "exile" | "pact" | "removal_collapses" | "removal_persists" | "stand_off";
    stopped: boolean;
    text: string;
    bot: boolean;
  }

  interface RoundOpenedInWords {
    kind: "round_opened";
    scenario: string;
    seats: Array<string>;
    text: string;
    bot: boolean;
  }

  interface SaidInWords {
    kind: "said";
    seat: string;
    to: Array<string>;
    public: boolean;
    text: string;
    bot: boolean;
    erased: boolean;
  }

  interface SeatView {
    seat: string;
    role: "coercer" | "leadership" | "legislature" | "officer" | "opposition" | "patrons" | "region";
    ready: boolean;
    standing: boolean;
  }

  interface SeatWords {
    name: string;
    the: string;
    role: string;
  }

  interface Snapshot {
    t: "snapshot";
    seq: number;
    view: ViewInWords | null;
    talk: Array<EventFrame>;
    older: string | null;
    report: TurnFrame | null;
    clock: Clock;
    presence: Presence;
    history: Array<Stood> | null;
  }

  interface Spell {
    since: string;
    until: string;
    did: Array<Deed>;
  }

  interface Stood {
    turn: number;
    shown: { [name: string]: number };
  }

  interface StrikeMadeInWords {
    kind: "strike_made";
    succeeded: boolean;
    collapsed: boolean | null;
    text: string;
    bot: boolean;
  }

  interface ThreatMadeInWords {
    kind: "threat_made";
    commitment: Commitment;
    text: string;
    bot: boolean;
  }

  interface TrackInWords {
    name: string;
    value: number;
    shown: number;
    before: number;
    causes: Array<[string, number]>;
    name_text: string;
    why: string;
  }

  interface TrackMove {
    track: string;
    before: number;
    after: number;
    causes: Array<[string, number]>;
  }

  interface TrackRecord {
    owner: string | null;
    ends: [number, number];
    scale: number;
    drawn: string;
    derived: string | null;
  }

  interface TransitionBeganInWords {
    kind: "transition_began";
    transition: "collapse" | "coup" | "exile" | "pact";
    text: string;
    bot: boolean;
  }

  interface Trouble {
    t: "trouble";
    kind: string;
  }

  interface TurnBeganInWords {
    kind: "turn_began";
    turn: number;
    phase: "contest" | "day_after" | "over";
    text: string;
    bot: boolean;
  }

  interface TurnFrame {
    t: "turn";
    seq: number;
    turn: number;
    at: string;
    report: Array<EventInWords>;
    view: ViewInWords;
  }

  interface UltimatumIssuedInWords {
    kind: "ultimatum_issued";
    commitment: Commitment;
    text: string;
    bot: boolean;
  }

  interface UndertakingWords {
    name: string;
    will: string;
    does: string;
    how: string;
    fields: Array<string>;
  }

  interface Urls {
    socket: string;
    line: string;
    log: string;
    again: string;
    join: string;
  }

  interface ViewInWords {
    viewer: string;
    scenario: string;
    turn: number;
    turns: number;
    phase: "contest" | "day_after" | "over";
    seats: Array<SeatView>;
    crimes: boolean;
    host: string | null;
    exile_closes: number | null;
    posture: string;
    signers: Array<string>;
    credibility: { [name: string]: number };
    estimates: Estimates;
    cells_lost: { [name: string]: number };
    me: Me | null;
    menu: Menu | null;
    outlook: Outlook | null;
    end: "backed_down" | "breach" | "coup" | "exile" | "pact" | "removal_collapses" | "removal_persists" | "stand_off" | null;
    stopped: boolean;
    payoff: number | null;
    hidden: Hidden | null;
    tracks: Array<TrackInWords>;
    offers: Array<OfferInWords>;
    ledger: Array<CommitmentInWords>;
    older: LeftOut;
    end_text: string;
  }

  interface WarPowersExpiredInWords {
    kind: "war_powers_expired";
    days: number;
    text: string;
    bot: boolean;
  }

  interface WarningReceivedInWords {
    kind: "warning_received";
    seat: string;
    leaning: number;
    text: string;
    bot: boolean;
  }

  interface Welcome {
    t: "welcome";
    protocol: number;
    round: string;
    seat: string;
    scenario: string;
    head: number;
    now: string;
    language: string;
  }

  type Move =
    | Say
    | Offer
    | Cosign
    | Answer
    | Withdraw
    | Threat
    | Orders
    | Ready;

  type ClientFrame =
    | Hello
    | MoveFrame
    | Ping
    | Older;

  type ServerFrame =
    | Welcome
    | Snapshot
    | EventFrame
    | TurnFrame
    | Earlier
    | Clock
    | Presence
    | Trouble
    | Relieved
    | Ack
    | Nack
    | Pong;

  type EventInWords =
    | RoundOpenedInWords
    | TurnBeganInWords
    | SaidInWords
    | OfferMadeInWords
    | OfferCosignedInWords
    | OfferAnsweredInWords
    | OfferWithdrawnInWords
    | OfferExpiredInWords
    | ThreatMadeInWords
    | OrdersSealedInWords
    | ReadyChangedInWords
    | OrderRevealedInWords
    | IncidentHappenedInWords
    | IncidentEstablishedInWords
    | LegislatureBriefedInWords
    | PostureTakenInWords
    | WarPowersExpiredInWords
    | AmnestyTabledInWords
    | AmnestyBackedInWords
    | ExileOfferedInWords
    | ExileClosedInWords
    | UltimatumIssuedInWords
    | WarningReceivedInWords
    | ExileAcceptedInWords
    | CellsDefectedInWords
    | RegimeFellInWords
    | StrikeMadeInWords
    | CommitmentEndedInWords
    | CredibilityMovedInWords
    | BoardMovedInWords
    | TransitionBeganInWords
    | AmnestyJudgedInWords
    | ClassResistedInWords
    | ConflictBrokeInWords
    | RoundEndedInWords
    | PayoffEarnedInWords
    | MessageInWords;

  interface Structs {
    Ack: Ack;
    AmnestyBackedInWords: AmnestyBackedInWords;
    AmnestyJudgedInWords: AmnestyJudgedInWords;
    AmnestyTabledInWords: AmnestyTabledInWords;
    Board: Board;
    BoardMovedInWords: BoardMovedInWords;
    Catalogue: Catalogue;
    CellsDefectedInWords: CellsDefectedInWords;
    ClassResistedInWords: ClassResistedInWords;
    Clock: Clock;
    CoercerPrivate: CoercerPrivate;
    Commitment: Commitment;
    CommitmentEndedInWords: CommitmentEndedInWords;
    CommitmentInWords: CommitmentInWords;
    ConflictBrokeInWords: ConflictBrokeInWords;
    CredibilityMovedInWords: CredibilityMovedInWords;
    Deed: Deed;
    Earlier: Earlier;
    EndWords: EndWords;
    Estimates: Estimates;
    EventFrame: EventFrame;
    EventRecord: EventRecord;
    ExileAcceptedInWords: ExileAcceptedInWords;
    ExileClosedInWords: ExileClosedInWords;
    ExileOfferedInWords: ExileOfferedInWords;
    Hidden: Hidden;
    HostWords: HostWords;
    IncidentEstablishedInWords: IncidentEstablishedInWords;
    IncidentHappenedInWords: IncidentHappenedInWords;
    LeadershipPrivate: LeadershipPrivate;
    LeftOut: LeftOut;
    LegislatureBriefedInWords: LegislatureBriefedInWords;
    Lesson: Lesson;
    Me: Me;
    Menu: Menu;
    MessageInWords: MessageInWords;
    Nack: Nack;
    OfferAnsweredInWords: OfferAnsweredInWords;
    OfferCosignedInWords: OfferCosignedInWords;
    OfferExpiredInWords: OfferExpiredInWords;
    OfferInWords: OfferInWords;
    OfferMadeInWords: OfferMadeInWords;
    OfferState: OfferState;
    OfferWithdrawnInWords: OfferWithdrawnInWords;
    OfficerPrivate: OfficerPrivate;
    OppositionPrivate: OppositionPrivate;
    OrderChoice: OrderChoice;
    OrderRevealedInWords: OrderRevealedInWords;
    OrderWords: OrderWords;
    OrdersSealedInWords: OrdersSealedInWords;
    Outlook: Outlook;
    OwnCell: OwnCell;
    PageData: PageData;
    PatronsPrivate: PatronsPrivate;
    PayoffEarnedInWords: PayoffEarnedInWords;
    PlainPrivate: PlainPrivate;
    Pong: Pong;
    PostureTakenInWords: PostureTakenInWords;
    Presence: Presence;
    Present: Present;
    ReadyChangedInWords: ReadyChangedInWords;
    Records: Records;
    RegimeFellInWords: RegimeFellInWords;
    Relieved: Relieved;
    RoundEndedInWords: RoundEndedInWords;
    RoundOpenedInWords: RoundOpenedInWords;
    SaidInWords: SaidInWords;
    SeatView: SeatView;
    SeatWords: SeatWords;
    Snapshot: Snapshot;
    Spell: Spell;
    Stood: Stood;
    StrikeMadeInWords: StrikeMadeInWords;
    ThreatMadeInWords: ThreatMadeInWords;
    TrackInWords: TrackInWords;
    TrackMove: TrackMove;
    TrackRecord: TrackRecord;
    TransitionBeganInWords: TransitionBeganInWords;
    Trouble: Trouble;
    TurnBeganInWords: TurnBeganInWords;
    TurnFrame: TurnFrame;
    UltimatumIssuedInWords: UltimatumIssuedInWords;
    UndertakingWords: UndertakingWords;
    Urls: Urls;
    ViewInWords: ViewInWords;
    WarPowersExpiredInWords: WarPowersExpiredInWords;
    WarningReceivedInWords: WarningReceivedInWords;
    Welcome: Welcome;
    ServerFrame: ServerFrame;
    EventInWords: EventInWords;
  }
}
