// Where a track ends: forces are counted to 4, the region leans from −10 to +10, all others run from 0 to 10.
const RANGES = { buildup: [0, 4], region: [-10, 10] };

export const rangeOf = (track) => RANGES[track] ?? [0, 10];

// Whose doing a track chiefly is: it has that role's colour.
const OWNER = {
  credibility: "coercer",
  buildup: "coercer",
  legal: "coercer",
  sanctions: "coercer",
  rally: "leadership",
  patrons: "patrons",
  breadth: "opposition",
  backing: "opposition",
  honour: "opposition",
  monitors: "region",
  guarantee: "region",
  safety: "region",
  region: "region",
};

export const ownerOf = (track) => OWNER[track];
