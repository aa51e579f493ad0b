// Where a track ends: forces are counted to 4, the region leans from −10 to +10, all others run from 0 to 10.
const RANGES = { buildup: [0, 4], region: [-10, 10] };

export const rangeOf = (track) => RANGES[track] ?? [0, 10];
