import { createContext, useContext } from 'react';
import type { RoomScreens } from '../screens.ts';

const Rooms = createContext<readonly RoomScreens[]>([]);
export const RoomsProvider = Rooms.Provider;
export const useRooms = (): readonly RoomScreens[] => useContext(Rooms);
