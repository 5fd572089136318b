/** How often n-grams occur in the references of a segment, up to an order, and how many of a hypothesis meet one of them. */
interface NgramCounts {
  /** Forgets everything, and makes room for references of so many symbols together. */
  readonly clear: (symbols: number) => void;
  /** Counts the n-grams of one reference. Of several references, an n-gram keeps the largest of its counts. */
  readonly addReference: (symbols: Int32Array) => void;
  /**
   * Clipped matches Σ min(count in the hypothesis, count in the references) over the n-grams of each order, the first of order 1. Uses the
   * counts up: a second hypothesis needs them anew.
   */
  readonly takeMatches: (symbols: Int32Array) => Int32Array;
}

/**
 * Counts n-grams of orders 1 to `order` over sequences of whole numbers. They are the nodes of one tree: an n-gram is its first n − 1
 * symbols, a node, and one symbol more. So all orders are found along one path, without a string or key for any of them, and a hypothesis
 * need not look for what begins with an n-gram that no reference has. Edges stand in an open hash table, which a new segment takes over.
 * Example: order 2, references [1, 2, 1] and [2, 2], hypothesis [2, 1, 2, 2] has 3 matches of order 1 and 3 of order 2.
 */
export function countNgrams(order: number): NgramCounts {
  /** Nodes by the hash of their edge; 0 is an empty place, and also the root, which no edge leads to. */
  let places = new Int32Array(0);
  let mask = 0;
  let parents = new Int32Array(0);
  let lastSymbols = new Int32Array(0);
  let counts = new Int32Array(0);
  /** Count within the latest reference that has the node. */
  let latestCounts = new Int32Array(0);
  let latestReference = new Int32Array(0);
  let nodes = 1;
  let references = 0;

  /** Place of the edge from a node along a symbol: where it stands, or where it would. */
  const placeOf = (parent: number, symbol: number): number => {
    const hash = Math.imul(parent, 0x9e3779b1) ^ Math.imul(symbol, 0x85ebca6b);
    let place = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const node = places[place]!;
      if (node === 0 || (parents[node] === parent && lastSymbols[node] === symbol)) return place;
      place = (place + 1) & mask;
    }
  };

  return {
    clear: (symbols) => {
      const size = order * symbols + 1;
      if (size > parents.length) {
        const roomy = 2 * size;
        parents = new Int32Array(roomy);
        lastSymbols = new Int32Array(roomy);
        counts = new Int32Array(roomy);
        latestCounts = new Int32Array(roomy);
        latestReference = new Int32Array(roomy);
        places = new Int32Array(2 ** Math.ceil(Math.log2(2 * roomy)));
      }
      mask = 2 ** Math.ceil(Math.log2(2 * size)) - 1;
      places.fill(0, 0, mask + 1);
      nodes = 1;
      references = 0;
    },
    addReference: (symbols) => {
      references += 1;
      for (let start = 0; start < symbols.length; start++) {
        const end = Math.min(start + order, symbols.length);
        let node = 0;
        for (let i = start; i < end; i++) {
          const place = placeOf(node, symbols[i]!);
          if (places[place] === 0) {
            parents[nodes] = node;
            lastSymbols[nodes] = symbols[i]!;
            counts[nodes] = 0;
            latestReference[nodes] = 0;
            places[place] = nodes++;
          }
          node = places[place]!;
          latestCounts[node] = latestReference[node] === references ? latestCounts[node]! + 1 : 1;
          latestReference[node] = references;
          if (latestCounts[node]! > counts[node]!) counts[node] = latestCounts[node]!;
        }
      }
    },
    takeMatches: (symbols) => {
      const matches = new Int32Array(order);
      for (let start = 0; start < symbols.length; start++) {
        const end = Math.min(start + order, symbols.length);
        let node = 0;
        for (let i = start; i < end; i++) {
          node = places[placeOf(node, symbols[i]!)]!;
          if (node === 0) break;
          if (counts[node]! === 0) continue;
          counts[node]! -= 1;
          matches[i - start]! += 1;
        }
      }
      return matches;
    },
  };
}
