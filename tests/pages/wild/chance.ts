import { en, Faker } from "@faker-js/faker";

/** Chance that is the same for the same seed. */
export interface Chance {
  one<Item>(items: readonly Item[]): Item;
  some<Item>(items: readonly Item[], least: number, most: number): Item[];
  upTo(most: number): number;
  hit(share: number): boolean;
}

export function chanceOf(seed: number): Chance {
  const faker = new Faker({ locale: en, seed });
  return {
    one: (items) => faker.helpers.arrayElement(items),
    some: (items, min, max) => faker.helpers.arrayElements(items, { min, max: Math.min(max, items.length) }),
    upTo: (most) => faker.number.int(most),
    hit: (share) => faker.number.float() < share,
  };
}
